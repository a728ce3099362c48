package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adcache.demo.SimulatedDirectory;

/**
 * Running {@code adcache serve} over a simulated directory of this JVM, with TLS, on a free port of loopback. Its
 * connection is called {@code demo}.
 */
final class SimulatedService implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final Path launcher;
    private final Path folder;
    private final TlsClient tls;
    private final String token;
    private final ChildProcess process;
    private final String url;

    private SimulatedService(
            Path launcher, Path folder, TlsClient tls, String token, ChildProcess process, String url) {
        this.launcher = launcher;
        this.folder = folder;
        this.tls = tls;
        this.token = token;
        this.process = process;
        this.url = url;
    }

    /** Starts the service with its data in {@code folder/data}, and waits until it listens. */
    static SimulatedService start(SimulatedDirectory directory, Path folder, Map<String, String> environment) {
        return start(directory, folder, ProjectFiles.distribution(), environment);
    }

    /** Does the same with another distribution. */
    static SimulatedService start(
            SimulatedDirectory directory, Path folder, Path distribution, Map<String, String> environment) {
        CertificateAuthority authority = CertificateAuthority.create(folder.resolve("ca"), "CA of the service");
        CertificateAuthority.Server identity = authority.issue("localhost");
        Path launcher = distribution.resolve("bin/adcache");
        Path config = folder.resolve("adcache.conf");
        try {
            Files.writeString(config, hocon(directory, folder.resolve("data"), identity));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String token = token(launcher, config, "admin");
        // A process started in the background ignores Ctrl-C, and so would its children.
        List<String> words =
                List.of("env", "--default-signal=INT", launcher.toString(), "serve", "--config", config.toString());
        ChildProcess process = ChildProcess.start("serve", folder.resolve("log"), environment, words);
        try {
            String listening = "listening on ";
            String url = process.awaitLine("line \"listening on\"", TIMEOUT, line -> line.startsWith(listening))
                    .substring(listening.length());
            TlsClient tls =
                    TlsClient.trusting(authority.certificate(), URI.create(url).getPort());
            return new SimulatedService(launcher, folder, tls, token, process, url);
        } catch (RuntimeException | Error e) {
            process.kill();
            throw e;
        }
    }

    private static String hocon(SimulatedDirectory directory, Path data, CertificateAuthority.Server identity) {
        return """
                adcache {
                  data-dir = "%s"
                  http { host = localhost, port = 0, tls { certificate = "%s", private-key = "%s" } }
                  connections.demo {
                    domain = "%s"
                    servers = [%s]
                    kdcs = ["localhost:%d"]
                    keytab = "%s"
                    extra-attributes = [displayName, givenName, sn]
                    tls.trust = "%s"
                    sync.every = 1h
                  }
                }
                """.formatted(
                        data,
                        identity.certificate(),
                        identity.key(),
                        directory.domain(),
                        String.join(", ", servers(directory)),
                        directory.kdcPort(),
                        directory.keytab(),
                        directory.caFile());
    }

    private static List<String> servers(SimulatedDirectory directory) {
        return directory.controllers().stream()
                .map(controller -> "\"" + directory.serverName() + ":" + controller.ldapsPort() + "\"")
                .toList();
    }

    private static String token(Path launcher, Path config, String scope) {
        return Command.of(launcher.toString(), "token", "create", "--config", config.toString(), "--scope", scope)
                .run()
                .strip();
    }

    /** Creates another API token. */
    String token(String scope) {
        return token(launcher, config(), scope);
    }

    /** Runs a command of the command line with {@code --config}; returns its standard output. */
    String cli(String... arguments) {
        List<String> words = new ArrayList<>(List.of(launcher.toString()));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--config", config().toString()));
        return Command.of(words).run();
    }

    private Path config() {
        return folder.resolve("adcache.conf");
    }

    String url() {
        return url;
    }

    /** A client with connections of its own. */
    AdcacheClient client() {
        return new AdcacheClient(url, token, tls.context());
    }

    /** Waits until a copy is served. */
    void awaitServed() {
        AdcacheClient client = client();
        Deadline.await(
                "a copy is served",
                TIMEOUT,
                process::quote,
                () -> client.get("/readyz").status() == 200);
    }

    /** The token with the scope {@code admin}. */
    String token() {
        return token;
    }

    TlsClient tls() {
        return tls;
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
    }
}
