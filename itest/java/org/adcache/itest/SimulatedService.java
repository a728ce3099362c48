package org.adcache.itest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.adcache.demo.SimulatedDirectory;

/** Running {@code adcache serve} over a simulated directory of this JVM, with TLS, on a free port of loopback. */
final class SimulatedService implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final ChildProcess process;
    private final String url;
    private final String token;
    private final SSLContext trust;

    private SimulatedService(ChildProcess process, String url, String token, SSLContext trust) {
        this.process = process;
        this.url = url;
        this.token = token;
        this.trust = trust;
    }

    /** Starts the service with its data in {@code folder/data}, and waits until it listens. */
    static SimulatedService start(SimulatedDirectory directory, Path folder) throws Exception {
        return start(directory, folder, ProjectFiles.distribution());
    }

    /** Does the same with another distribution. */
    static SimulatedService start(SimulatedDirectory directory, Path folder, Path distribution) throws Exception {
        CertificateAuthority authority = CertificateAuthority.create(folder.resolve("ca"), "CA of the service");
        CertificateAuthority.Server identity = authority.issue("localhost");
        Path config = Files.writeString(folder.resolve("adcache.conf"), config(directory, folder, identity));
        String launcher = distribution.resolve("bin/adcache").toString();
        String token = Command.of(launcher, "token", "create", "--config", config.toString(), "--scope", "admin")
                .run()
                .strip();
        // A process started in the background ignores Ctrl-C, and so would its children.
        List<String> words = List.of("env", "--default-signal=INT", launcher, "serve", "--config", config.toString());
        ChildProcess process = ChildProcess.start("serve", folder.resolve("log"), Map.of(), words);
        String line = process.awaitLine("line \"listening on\"", TIMEOUT, each -> each.startsWith("listening on "));
        return new SimulatedService(
                process, line.substring("listening on ".length()), token, trust(authority.certificate()));
    }

    private static String config(SimulatedDirectory directory, Path folder, CertificateAuthority.Server identity) {
        return """
                adcache {
                  data-dir = "%s"
                  http { host = localhost, port = 0, tls { certificate = "%s", private-key = "%s" } }
                  connections.demo {
                    domain = "%s"
                    servers = ["%s:%d"]
                    kdcs = ["localhost:%d"]
                    keytab = "%s"
                    extra-attributes = [displayName, givenName, sn]
                    tls.trust = "%s"
                  }
                }
                """.formatted(
                        folder.resolve("data"),
                        identity.certificate(),
                        identity.key(),
                        directory.domain(),
                        directory.serverName(),
                        directory.ldapsPort(),
                        directory.kdcPort(),
                        directory.keytab(),
                        directory.caFile());
    }

    private static SSLContext trust(Path certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /** A client with connections of its own. */
    AdcacheClient client() {
        return new AdcacheClient(url, token, trust);
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

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
