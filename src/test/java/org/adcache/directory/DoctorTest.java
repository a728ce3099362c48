package org.adcache.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.naming.NameNotFoundException;
import org.adcache.account.ConnectionId;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.Krb5Conf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each stage against a simulated domain: real sockets, TLS, Kerberos. */
@Timeout(120)
class DoctorTest {
    private static final SrvLookup NO_DNS = name -> {
        throw new NameNotFoundException(name);
    };

    @TempDir
    static Path folder;

    private static SimulatedDirectory simulated;
    private static String krb5Conf;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private SrvLookup dns = NO_DNS;
    private Clock clock = Clock.systemUTC();

    @BeforeAll
    static void startTheDomain() throws IOException {
        krb5Conf = System.getProperty("java.security.krb5.conf", "");
        simulated = start("domain", UnaryOperator.identity());
    }

    @AfterAll
    static void stopTheDomain() throws IOException {
        simulated.close();
        if (krb5Conf.isEmpty()) {
            System.clearProperty("java.security.krb5.conf");
        } else {
            System.setProperty("java.security.krb5.conf", krb5Conf);
        }
    }

    @AfterEach
    void stopTheWorkers() {
        workers.shutdownNow();
    }

    private static SimulatedDirectory start(String name, UnaryOperator<SimulatedDirectoryConfig> change)
            throws IOException {
        return SimulatedDirectory.start(
                change.apply(SimulatedDirectoryConfig.in(folder.resolve(name)).withAccounts(300)));
    }

    @Test
    void findsNothingWrongWithAGoodConnection() {
        List<Check> checks = examine(good());

        assertThat(checks).extracting(Check::id).isEqualTo(Doctor.STAGES);
        assertThat(checks).allMatch(Check::ok, "passed");
        assertThat(detail(checks, "keytab")).contains(simulated.principal(), "aes256-cts-hmac-sha1-96", "version 1");
        assertThat(detail(checks, "dns")).contains("Servers from the configuration", "localhost 127.0.0.1");
        assertThat(detail(checks, "clock")).contains("It is 20", "at the KDC localhost:" + simulated.kdcPort());
        assertThat(detail(checks, "tcp")).contains("localhost:" + simulated.ldapsPort() + " answers in ");
        assertThat(detail(checks, "tls"))
                .contains("TLSv1.3", "asked for the name localhost", "names [localhost]", "issuer CN=", "valid until");
        assertThat(detail(checks, "kerberos"))
                .contains("ldap/localhost@" + simulated.realm(), "ticket until", "the keytab has");
        assertThat(detail(checks, "channel-binding")).contains("was sent", "the server demands it");
        assertThat(detail(checks, "base-readable")).contains("whole domain", "NetBIOS name DEMO");
        assertThat(detail(checks, "counts"))
                .containsPattern("[1-9][0-9]* users, [1-9][0-9]* contacts, [1-9][0-9]* groups");
        assertThat(detail(checks, "deleted-objects")).contains("CN=Deleted Objects,");
    }

    @Test
    void comparesTheKdcsWishesWithTheKeytab() {
        assertThat(detail(examine(good()), "kerberos"))
                .contains("The KDC wants aes256-cts-hmac-sha1-96")
                .contains("the keytab has aes");
    }

    private String detail(List<Check> checks, String id) {
        return checks.stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " did not run: " + checks))
                .detail();
    }

    private static Setup good() {
        return new Setup(simulated);
    }

    private List<Check> examine(Setup setup) {
        DirectoryConfig config = setup.config();
        try {
            new Krb5Conf(folder.resolve("krb5.conf")).write(List.of(config.kerberosRealm()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (KerberosLogin login =
                new KerberosLogin(config.keytab(), config.principal(), config.realm(), clock, workers)) {
            List<Check> checks = new Doctor(config, login, dns, clock, workers)
                    .examine(clock.instant().plus(Duration.ofSeconds(60)));
            checks.forEach(System.err::println);
            return checks;
        }
    }

    /** A connection to a simulated domain; a test changes what it breaks. */
    static final class Setup {
        String domain;
        List<ServerAddress> servers = new ArrayList<>();
        List<String> kdcs = new ArrayList<>();
        Path keytab;
        Optional<String> principal = Optional.empty();
        Optional<String> searchBase = Optional.empty();
        TlsConfig.Mode mode = TlsConfig.Mode.LDAPS;
        Path trust;
        boolean channelBinding = true;

        Setup(SimulatedDirectory directory) {
            domain = directory.domain();
            servers.add(new ServerAddress(directory.serverName(), directory.ldapsPort()));
            kdcs.add("localhost:" + directory.kdcPort());
            keytab = directory.keytab();
            trust = directory.caFile();
        }

        DirectoryConfig config() {
            return new DirectoryConfig(
                    new ConnectionId("demo"),
                    domain,
                    domain.toUpperCase(java.util.Locale.ROOT),
                    servers,
                    kdcs,
                    keytab,
                    principal,
                    searchBase,
                    List.of("mail", "proxyAddresses"),
                    true,
                    true,
                    List.of(),
                    new TlsConfig(mode, Optional.of(trust), channelBinding));
        }
    }
}
