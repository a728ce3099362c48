package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adcache.demo.DeadServer;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.SimulatedDns;
import org.adcache.directory.DrippingRelay;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Which KDCs a login asks where the configuration names none; some that are offered are gone. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class KdcSelectionTest {
    private static final String PROPERTY = "java.security.krb5.conf";

    @TempDir
    Path folder;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Clock clock = Clock.systemUTC();
    private String before = "";
    private SimulatedDirectory directory;
    private Krb5Conf conf;
    private KerberosLogin login;

    @BeforeEach
    void start() throws IOException {
        before = System.getProperty(PROPERTY, "");
        directory = SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder).withAccounts(100));
        conf = new Krb5Conf(folder.resolve("krb5.conf"));
        conf.write(List.of(
                new KerberosRealm(directory.realm(), directory.domain(), List.of(), List.of("localhost")),
                new KerberosRealm("OTHER.EXAMPLE", "other.example", List.of("kdc.other.example"), List.of())));
        login = new KerberosLogin(
                directory.keytab(),
                Optional.empty(),
                directory.realm(),
                clock,
                workers,
                Optional.of(new KdcSelection(conf, directory.realm(), clock)));
    }

    @AfterEach
    void stop() throws IOException {
        login.close();
        directory.close();
        workers.shutdownNow();
        if (before.isEmpty()) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    /** The JDK alone takes ten seconds for one that is silent. */
    @Test
    void deadKdcCostsASecond() throws Exception {
        try (DeadServer silent = DeadServer.silent();
                DeadServer refusing = DeadServer.refusing();
                DeadServer another = DeadServer.silent()) {
            List.of(silent, refusing, another).forEach(directory.dns()::list);
            long begin = System.nanoTime();
            login.offerKdcs(listed());
            useService();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
            assertThat(kdcs()).containsExactly("localhost:" + directory.kdcPort(), "kdc.other.example");
        }
    }

    @Test
    void ticketsAreNotAskedForAtAControllerThatIsGone() throws Exception {
        try (DrippingRelay first = DrippingRelay.start(directory.kdcPort(), workers)) {
            login.offerKdcs(List.of("localhost:" + first.port()));
            login.call(clock.instant().plusSeconds(30), () -> "logged in");
        }
        login.offerKdcs(List.of("localhost:" + directory.kdcPort()));
        useService();
        assertThat(kdcs()).containsExactly("localhost:" + directory.kdcPort(), "kdc.other.example");
    }

    @Test
    void nobodyIsAskedWhileTheControllerIsTheSameAndTheTicketFresh() throws Exception {
        String first = "localhost:" + directory.kdcPort();
        login.offerKdcs(List.of(first));
        useService();
        directory.close();
        login.offerKdcs(List.of(first, "localhost:1"));
        useService();
        assertThat(kdcs()).containsExactly(first, "kdc.other.example");
    }

    @Test
    void dnsIsLeftToDecideIfNoneAnswers() throws Exception {
        try (DeadServer refusing = DeadServer.refusing()) {
            login.offerKdcs(List.of("localhost:" + refusing.port()));
            assertThat(kdcs()).containsExactly("kdc.other.example");
        }
    }

    @Test
    void selectionsOfOneRealmAddUpAndTheLatestComesFirst() throws Exception {
        Object one = new Object();
        Object two = new Object();
        conf.select(one, directory.realm(), List.of("dc1", "dc2"));
        conf.select(two, directory.realm(), List.of("dc3"));
        assertThat(kdcs()).containsExactly("dc3", "dc1", "dc2", "kdc.other.example");
        conf.select(one, directory.realm(), List.of("dc2"));
        assertThat(kdcs()).containsExactly("dc2", "dc3", "kdc.other.example");
    }

    @Test
    void configuredKdcsStayAsTheyAre() throws Exception {
        conf.select(this, "OTHER.EXAMPLE", List.of("dc1.other.example"));
        assertThat(kdcs()).containsExactly("kdc.other.example");
    }

    @Test
    void deletedFileIsNotWrittenBySelecting() throws Exception {
        conf.delete();
        login.offerKdcs(List.of("localhost:" + directory.kdcPort()));
        assertThat(conf.path()).doesNotExist();
        conf.write(List.of(new KerberosRealm(directory.realm(), directory.domain(), List.of(), List.of("localhost"))));
        login.offerKdcs(List.of("localhost:" + directory.kdcPort()));
        useService();
    }

    /** The KDCs of the domain in DNS, dead ones first. */
    private List<String> listed() {
        return directory.dns().lookup("_kerberos._tcp." + directory.domain()).stream()
                .map(KdcSelectionTest::address)
                .toList();
    }

    private static String address(SimulatedDns.Srv record) {
        return record.host() + ':' + record.port();
    }

    private List<String> kdcs() throws IOException {
        return Files.readAllLines(conf.path()).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("kdc = "))
                .map(line -> line.substring("kdc = ".length()))
                .toList();
    }

    /** Gets the service's ticket, as a bind does. */
    private void useService() throws Exception {
        login.call(clock.instant().plusSeconds(30), () -> {
            serviceTicket();
            return "";
        });
    }

    private static void serviceTicket() throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        GSSContext context = manager.createContext(
                manager.createName("ldap@localhost", GSSName.NT_HOSTBASED_SERVICE),
                new Oid("1.2.840.113554.1.2.2"),
                null,
                GSSContext.DEFAULT_LIFETIME);
        context.initSecContext(new byte[0], 0, 0);
        context.dispose();
    }
}
