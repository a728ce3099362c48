package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.adcache.demo.SimulatedDirectory;

/**
 * The package under test in a booted Debian, with a connection to a directory, whose keytab root keeps as a credential of
 * the units.
 */
final class InstalledService {
    static final String UNIT = "adcache.service";
    static final String DOCTOR = "adcache-doctor.service";
    static final String CONFIG = "/etc/adcache/adcache.conf";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final BootedDebian debian;
    private final int port;

    /**
     * A directory as the configuration names it.
     *
     * @param found further lines, where DNS doesn't find its controllers
     */
    private record Source(String domain, String found, Path keytab, Path authority) {
        static Source of(SimulatedDirectory directory) {
            String found = "servers = [\"%s:%d\"], kdcs = [\"localhost:%d\"]"
                    .formatted(directory.serverName(), directory.ldapsPort(), directory.kdcPort());
            return new Source(directory.domain(), found, directory.keytab(), directory.caFile());
        }

        static Source of(SambaDomain domain) {
            return new Source(
                    domain.name().dns(),
                    "",
                    domain.keytab(ServiceAccounts.GOOD),
                    domain.authority().certificate());
        }
    }

    private InstalledService(BootedDebian debian, int port) {
        this.debian = debian;
        this.port = port;
    }

    /** Installs the package. */
    static void install(BootedDebian debian) {
        try {
            Path inside = debian.file("/tmp/adcache.deb");
            Files.copy(BootedDebian.builtPackage(), inside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        debian.run("dpkg", "--install", "/tmp/adcache.deb");
    }

    /** Installs the package, names the directory in its configuration, starts it, and waits for its first read. */
    static InstalledService start(BootedDebian debian, SimulatedDirectory directory) throws IOException {
        return start(debian, Source.of(directory));
    }

    /** Does the same for a domain in whose network the machine is: DNS finds its controllers. */
    static InstalledService start(BootedDebian debian, SambaDomain domain) throws IOException {
        return start(debian, Source.of(domain));
    }

    private static InstalledService start(BootedDebian debian, Source source) throws IOException {
        install(debian);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        InstalledService service = new InstalledService(debian, port);
        service.configure(source);
        debian.run("systemctl", "enable", "--now", UNIT);
        service.awaitServing();
        return service;
    }

    private void configure(Source source) throws IOException {
        Path etc = debian.file("/etc/adcache");
        Files.createDirectories(etc.resolve("secrets"));
        debian.run("chmod", "700", "/etc/adcache/secrets");
        Files.copy(source.keytab(), etc.resolve("secrets/corp.keytab"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(source.authority(), etc.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
        debian.run("chmod", "600", "/etc/adcache/secrets/corp.keytab");
        debian.run("chmod", "644", "/etc/adcache/ca.pem");
        Files.writeString(debian.file(CONFIG), """
                adcache {
                  http.port = %d
                  connections.corp {
                    domain = "%s"
                    %s
                    keytab = ${CREDENTIALS_DIRECTORY}"/corp.keytab"
                    tls.trust = "/etc/adcache/ca.pem"
                  }
                }
                """.formatted(port, source.domain(), source.found()));
        for (String unit : new String[] {UNIT, DOCTOR}) {
            dropIn(unit, "credentials", "LoadCredential=corp.keytab:/etc/adcache/secrets/corp.keytab");
        }
    }

    /** Adds a line to the section Service of a unit. */
    void dropIn(String unit, String name, String line) throws IOException {
        Path dropIns = Files.createDirectories(debian.file("/etc/systemd/system/" + unit + ".d"));
        Files.writeString(dropIns.resolve(name + ".conf"), "[Service]\n" + line + "\n");
        debian.run("systemctl", "daemon-reload");
    }

    /** Asks for nobody: the status of the answer, or 0 if no connection was accepted or it was closed. */
    int status(String token) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/v1/lookup?key=nobody@demo.example")
                            .toURL()
                            .openConnection();
            connection.setRequestProperty("Authorization", "Bearer " + token);
            return connection.getResponseCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Purges the package; what is left of it is what the administrator made. */
    static void purge(BootedDebian debian, List<String> filesBefore) {
        debian.run("dpkg", "--purge", "adcache");
        TreeSet<String> left = new TreeSet<>(debian.files());
        filesBefore.forEach(left::remove);
        left.removeIf(file -> file.startsWith("/etc/systemd/system/adcache"));
        assertThat(left)
                .containsExactlyInAnyOrder(
                        "/etc/adcache",
                        "/etc/adcache/ca.pem",
                        "/etc/adcache/secrets",
                        "/etc/adcache/secrets/corp.keytab");
        assertThat(debian.run("cat", "/etc/passwd")).doesNotContain("adcache");
    }

    /** Whether the unit serves. The status of a process that has ended stays until the next is ready. */
    static boolean isServing(BootedDebian.Unit unit) {
        return unit.get("ActiveState").equals("active")
                && unit.get("StatusText").startsWith("serving ")
                && unit.get("StatusText").contains("last sync");
    }

    void awaitServing() {
        Deadline.await("it serves", TIMEOUT, this::quote, () -> isServing(debian.unit(UNIT)));
    }

    void awaitStatus(String start) {
        Deadline.await(
                "status " + start,
                TIMEOUT,
                this::quote,
                () -> debian.unit(UNIT).get("StatusText").startsWith(start));
    }

    private String quote() {
        return debian.unit(UNIT) + "\n" + String.join("\n", debian.journal(UNIT));
    }
}
