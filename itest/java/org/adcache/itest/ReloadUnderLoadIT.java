package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.tls.PemFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Reloads while clients ask for accounts of a connection that stays: others are added, changed and removed, with SIGHUP
 * and over HTTP in turns, and the certificate of the service is replaced each time. {@code adcache.itest.reloads} is the
 * number of reloads, 20 by default.
 */
class ReloadUnderLoadIT {
    private static final int RELOADS = Integer.getInteger("adcache.itest.reloads", 20);
    private static final int WARM_UP = 5;
    private static final int CLIENTS = 2;
    private static final int USERS = 40;

    @TempDir
    Path temp;

    private final List<CertificateAuthority.Server> identities = new ArrayList<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void noAnswerOfAnotherConnectionIsLost() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create(temp.resolve("ca"), "CA of the service");
        identities.add(authority.issue("localhost"));
        identities.add(authority.issue("other.localhost", "localhost"));
        replaceCertificate(identities.get(0));
        try (SimulatedDirectory directory = directory()) {
            Path config = temp.resolve("adcache.conf");
            Files.writeString(config, hocon(directory, List.of("red")));
            String launcher = ProjectFiles.launcher().toString();
            String token = Command.of(launcher, "token", "create", "--config", config.toString(), "--scope", "admin")
                    .run()
                    .strip();
            // A test that is started by nohup passes on that SIGHUP is ignored.
            List<String> words =
                    List.of("env", "--default-signal=HUP", launcher, "serve", "--config", config.toString());
            try (ChildProcess process = ChildProcess.start(
                    "serve", temp.resolve("log"), Map.of("ADCACHE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"), words)) {
                String url = process.awaitLine(
                                "line \"listening on\"",
                                Duration.ofMinutes(2),
                                line -> line.startsWith("listening on "))
                        .substring("listening on ".length());
                TlsClient tls = TlsClient.trusting(
                        authority.certificate(), URI.create(url).getPort());
                Clients clients = () -> new AdcacheClient(url, token, tls.context());
                run(directory, process, config, tls, clients);
            }
        }
    }

    @Test
    void sighupStaysIgnoredAsNohupWantsItAndTheLogSaysSo() throws Exception {
        Path config = Files.writeString(
                temp.resolve("adcache.conf"),
                "adcache { data-dir = \"" + temp.resolve("data") + "\", http.port = 0, connections {} }");
        String launcher = ProjectFiles.launcher().toString();
        List<String> serve = List.of("env", "--ignore-signal=HUP", launcher, "serve", "--config", config.toString());
        try (ChildProcess process = ChildProcess.start("serve", temp.resolve("log"), Map.of(), serve)) {
            process.awaitLine("line \"listening on\"", Duration.ofMinutes(2), line -> line.startsWith("listening on "));
            Deadline.await(
                    "the log says so",
                    Duration.ofSeconds(30),
                    process::quote,
                    () -> process.errors().contains("SIGHUP stays ignored"));
            Command.of("kill", "-HUP", Long.toString(process.javaPid())).run();
            String taken = Command.of(launcher, "reload", "--config", config.toString())
                    .run();
            assertThat(taken).contains("Nothing in the configuration has changed.");
            assertThat(process.isAlive()).isTrue();
        }
    }

    private interface Clients {
        AdcacheClient open();
    }

    private void replaceCertificate(CertificateAuthority.Server identity) throws IOException {
        replace(temp.resolve("key.pem"), Files.readString(identity.key()));
        replace(temp.resolve("certificate.pem"), Files.readString(identity.certificate()));
    }

    private static void replace(Path file, String content) throws IOException {
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void run(SimulatedDirectory directory, ChildProcess process, Path config, TlsClient tls, Clients clients)
            throws Exception {
        AdcacheClient client = clients.open();
        awaitSynced(client, process, 1);
        ProcessUsage usage = new ProcessUsage(process.javaPid(), temp.resolve("data"));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int first = i;
            Thread thread = new Thread(() -> ask(clients.open(), first));
            thread.start();
            threads.add(thread);
        }
        try {
            for (int i = 0; i < WARM_UP + RELOADS; i++) {
                reload(directory, process, config, client, i);
                awaitCertificate(process, tls, identities.get(i % identities.size()));
                if (i >= WARM_UP) {
                    usage.sample();
                }
            }
        } finally {
            ended.set(true);
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
            }
        }
        System.out.println(RELOADS + " reloads, " + asked.get() + " questions; " + usage);
        assertThat(wrong).isEmpty();
        assertThat(asked.get()).isGreaterThan(RELOADS);
        assertThat(usage.trend(ProcessUsage.Sample::threads)).isLessThanOrEqualTo(1.3);
        assertThat(usage.trend(ProcessUsage.Sample::descriptors)).isLessThanOrEqualTo(1.3);
        assertThat(usage.trend(ProcessUsage.Sample::files)).isLessThanOrEqualTo(1.3);
    }

    /** Adds green, then blue with green changed, removes green, removes blue. */
    private void reload(SimulatedDirectory directory, ChildProcess process, Path config, AdcacheClient client, int i)
            throws Exception {
        List<String> units = switch (i % 4) {
            case 0 -> List.of("red", "green");
            case 1 -> List.of("red", "green inner", "blue");
            case 2 -> List.of("red", "blue");
            default -> List.of("red");
        };
        replace(config, hocon(directory, units));
        CertificateAuthority.Server identity = identities.get(i % identities.size());
        replaceCertificate(identity);
        if (i % 2 == 0) {
            client.post("/v1/reload").expect(200);
        } else {
            Command.of("kill", "-HUP", Long.toString(process.javaPid())).run();
        }
        awaitSynced(client, process, units.size());
        String green = client.get("/v1/lookup?key=green1@demo.example").problem();
        assertThat(green).isEqualTo(units.toString().contains("green") ? "" : "not-found");
        assertThat(client.get("/v1/lookup?key=green30@demo.example").problem())
                .isEqualTo(units.contains("green") ? "" : "not-found");
    }

    /** A new connection has the new certificate; those of before stay. */
    private static void awaitCertificate(ChildProcess process, TlsClient tls, CertificateAuthority.Server identity)
            throws Exception {
        X509Certificate expected =
                PemFile.read(identity.certificate()).certificates().get(0);
        Deadline.await(
                "the new certificate is presented",
                Duration.ofSeconds(30),
                process::quote,
                () -> presented(tls).equals(expected));
    }

    private static Certificate presented(TlsClient tls) {
        try (SSLSocket socket = tls.open("127.0.0.1")) {
            return socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitSynced(AdcacheClient client, ChildProcess process, int count) {
        Deadline.await("the connections are synced", Duration.ofMinutes(1), process::quote, () -> {
            JsonNode connections = client.get("/v1/status").expect(200).body().path("connections");
            return connections.size() == count
                    && connections.valueStream().allMatch(each -> each.hasNonNull("lastSuccess"))
                    && client.runs().stream().allMatch(run -> run.hasNonNull("outcome"));
        });
    }

    private void ask(AdcacheClient client, int first) {
        for (int i = first; !ended.get(); i++) {
            String key = "red" + i % USERS + "@demo.example";
            try {
                AdcacheClient.Answer answer = client.get("/v1/lookup?key=" + key);
                asked.incrementAndGet();
                if (answer.status() != 200 || !answer.text().contains("\"" + key + "\"")) {
                    wrong.add(key + ": " + answer.status() + " " + answer.text());
                }
            } catch (RuntimeException e) {
                wrong.add(key + ": " + e);
            }
        }
    }

    private SimulatedDirectory directory() throws IOException {
        SimulatedDirectory directory = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(temp.resolve("directory")).withAccounts(100));
        for (String unit : List.of("red", "green", "blue")) {
            String base = "OU=" + unit + ",DC=demo,DC=example";
            directory.changes().addUnit(base);
            directory.changes().addUnit("OU=inner," + base);
            for (int i = 0; i < USERS; i++) {
                directory
                        .changes()
                        .addUser(
                                "CN=" + unit + " " + i + (i < USERS / 2 ? ",OU=inner," : ",") + base,
                                unit + i,
                                new Attribute("mail", unit + i + "@demo.example"));
            }
        }
        return directory;
    }

    private String hocon(SimulatedDirectory directory, List<String> units) {
        StringBuilder connections = new StringBuilder();
        for (String unit : units) {
            String name = unit.replace(" inner", "");
            String base = (unit.endsWith(" inner") ? "OU=inner," : "") + "OU=" + name + ",DC=demo,DC=example";
            connections.append("""
                      %s {
                        domain = "%s"
                        servers = ["%s:%d"]
                        kdcs = ["localhost:%d"]
                        keytab = "%s"
                        search-base = "%s"
                        tls.trust = "%s"
                        sync.every = 1h
                      }
                    """.formatted(
                            name,
                            directory.domain(),
                            directory.serverName(),
                            directory.ldapsPort(),
                            directory.kdcPort(),
                            directory.keytab(),
                            base,
                            directory.caFile()));
        }
        return "adcache {\n  data-dir = \"" + temp.resolve("data")
                + "\"\n  http { host = localhost, port = 0, tls { certificate = \"" + temp.resolve("certificate.pem")
                + "\", private-key = \"" + temp.resolve("key.pem") + "\" } }\n  connections {\n"
                + connections + "  }\n}\n";
    }
}
