package org.adcache.itest;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;

/**
 * Running {@code adcache serve}, which listens with TLS on loopback and reads a simulated directory of this JVM. Its
 * connection is called {@code demo}.
 */
final class SimulatedService implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final SimulatedDirectory directory;
    private final Path folder;
    private final TlsClient tls;
    private final Path config;
    private final Map<String, String> environment;
    private final int port;
    private ChildProcess process;
    private int starts;

    private SimulatedService(
            SimulatedDirectory directory,
            Path folder,
            TlsClient tls,
            Path config,
            Map<String, String> environment,
            int port) {
        this.directory = directory;
        this.folder = folder;
        this.tls = tls;
        this.config = config;
        this.environment = environment;
        this.port = port;
        this.process = launch();
    }

    /** Starts the directory and the service, and waits until the service listens. */
    static SimulatedService start(Path folder, SimulatedDirectoryConfig directory, Map<String, String> environment) {
        try {
            SimulatedDirectory simulated = SimulatedDirectory.start(directory);
            CertificateAuthority authority = CertificateAuthority.create(folder.resolve("ca"), "Simulated service");
            CertificateAuthority.Server server = authority.issue("localhost");
            Path config = folder.resolve("adcache.conf");
            int port = freePort();
            Files.writeString(config, hocon(simulated, folder.resolve("data"), server, port));
            TlsClient tls = TlsClient.trusting(authority.certificate(), port);
            return new SimulatedService(simulated, folder, tls, config, environment, port);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hocon(SimulatedDirectory directory, Path data, CertificateAuthority.Server server, int port) {
        return """
                adcache {
                  data-dir = "%s"
                  http { host = "127.0.0.1", port = %d, tls { certificate = "%s", private-key = "%s" } }
                  connections.demo {
                    domain = "%s"
                    servers = [%s]
                    kdcs = ["%s:%d"]
                    keytab = "%s"
                    tls.trust = "%s"
                    sync.every = 1h
                  }
                }
                """.formatted(
                        data,
                        port,
                        server.certificate(),
                        server.key(),
                        directory.domain(),
                        String.join(", ", servers(directory)),
                        directory.serverName(),
                        directory.kdcPort(),
                        directory.keytab(),
                        directory.caFile());
    }

    private static List<String> servers(SimulatedDirectory directory) {
        return directory.controllers().stream()
                .map(controller -> "\"" + directory.serverName() + ":" + controller.ldapsPort() + "\"")
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private ChildProcess launch() {
        starts++;
        ChildProcess started = ChildProcess.start(
                "service-" + starts,
                folder,
                environment,
                List.of(ProjectFiles.launcher().toString(), "serve", "--config", config.toString()));
        try {
            started.awaitLine("line \"listening on\"", TIMEOUT, line -> line.startsWith("listening on "));
            return started;
        } catch (RuntimeException | Error e) {
            started.kill();
            throw e;
        }
    }

    /** Kills the process (SIGKILL) and starts another on the same data. */
    void killAndRestart() {
        process.kill();
        process.awaitExit(Duration.ofSeconds(20));
        process = launch();
    }

    /** Creates an API token with these scopes. */
    String token(String... scopes) {
        List<String> words = new ArrayList<>(List.of("token", "create", "--config", config.toString()));
        for (String scope : scopes) {
            words.addAll(List.of("--scope", scope));
        }
        return cli(words).strip();
    }

    /** Runs a command of the command line; returns its standard output. */
    String cli(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(ProjectFiles.launcher().toString()));
        words.addAll(arguments);
        return Command.of(words).run();
    }

    Path config() {
        return config;
    }

    SimulatedDirectory directory() {
        return directory;
    }

    TlsClient tls() {
        return tls;
    }

    int port() {
        return port;
    }

    Path data() {
        return folder.resolve("data");
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
        try {
            directory.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
