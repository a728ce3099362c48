package org.adcache.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.naming.NameNotFoundException;
import javax.naming.ServiceUnavailableException;
import javax.net.ssl.X509TrustManager;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.directory.controllers.SiteFinder;
import org.adcache.directory.controllers.SrvLookup;
import org.adcache.directory.controllers.SrvRecord;
import org.adcache.tls.TrustAnchors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What is found of a simulated domain without a login. */
@Timeout(120)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DomainDiscoveryTest {
    private static final SrvLookup NO_DNS = name -> {
        throw new NameNotFoundException(name);
    };

    @TempDir
    static Path folder;

    private static SimulatedDirectory simulated;
    private static X509TrustManager ofDomain;
    private static X509TrustManager ofJvm;

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @BeforeAll
    static void startTheDomain() throws Exception {
        simulated = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder.resolve("domain")).withAccounts(30));
        ofDomain = TrustAnchors.read(simulated.caFile()).trustManager();
        ofJvm = TrustAnchors.trustManagerOfJvm();
    }

    @AfterAll
    static void stopTheDomain() throws IOException {
        simulated.close();
    }

    @AfterEach
    void stopTheWorkers() {
        workers.shutdownNow();
    }

    private DiscoveredDomain discover(
            String domain, TlsConfig.Mode mode, SrvLookup dns, X509TrustManager anchors, ServerAddress... servers) {
        DirectoryConfig config = new DirectoryConfig(
                new ConnectionId("draft"),
                domain,
                domain.toUpperCase(java.util.Locale.ROOT),
                List.of(servers),
                List.of(),
                folder.resolve("none.keytab"),
                Optional.empty(),
                Optional.empty(),
                List.of("mail"),
                true,
                true,
                List.of(),
                new TlsConfig(mode, Optional.empty(), true),
                FeedChoice.AUTO);
        SiteFinder noSites = new SiteFinder(host -> Optional.empty(), Clock.systemUTC());
        return new DomainDiscovery(config, dns, noSites, Clock.systemUTC(), workers).discover(anchors);
    }

    private static ServerAddress ldaps() {
        return new ServerAddress("localhost", simulated.ldapsPort());
    }

    private static List<ProblemType> types(List<Problem> problems) {
        return problems.stream().map(Problem::type).toList();
    }

    private static Optional<ProblemType> problem(DiscoveredDomain found, int controller) {
        return found.controllers().get(controller).problem().map(Problem::type);
    }

    @Test
    void findsRealmBaseAndCertificates() {
        DiscoveredDomain found = discover(simulated.domain(), TlsConfig.Mode.LDAPS, NO_DNS, ofDomain, ldaps());

        assertThat(found.problems()).isEmpty();
        assertThat(found.realm()).isEqualTo(simulated.realm());
        assertThat(found.searchBase()).hasValue("DC=demo,DC=example");
        assertThat(found.kdcs()).containsExactly("localhost");
        assertThat(found.trusted()).isTrue();
        assertThat(found.controllers()).singleElement().satisfies(controller -> {
            assertThat(controller.reachable()).hasValue(true);
            assertThat(controller.listed()).isFalse();
            assertThat(controller.problem()).isEmpty();
        });
        assertThat(found.certificates().get(0).sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void showsACertificateThatNobodyTrustsYet() throws Exception {
        DiscoveredDomain found = discover(simulated.domain(), TlsConfig.Mode.LDAPS, NO_DNS, ofJvm, ldaps());

        assertThat(found.trusted()).isFalse();
        assertThat(problem(found, 0)).hasValue(ProblemType.TLS_UNTRUSTED_CA);
        assertThat(found.searchBase()).isPresent();
        String last = found.certificates().get(found.certificates().size() - 1).pem();
        X509TrustManager presented =
                TrustAnchors.sent(Path.of("The file"), last).trustManager();
        assertThat(discover(simulated.domain(), TlsConfig.Mode.LDAPS, NO_DNS, presented, ldaps())
                        .trusted())
                .isTrue();
    }

    @Test
    void looksByStartTlsToo() {
        DiscoveredDomain found = discover(
                simulated.domain(),
                TlsConfig.Mode.STARTTLS,
                NO_DNS,
                ofDomain,
                new ServerAddress("localhost", simulated.ldapPort()));

        assertThat(found.trusted()).isTrue();
        assertThat(found.searchBase()).isPresent();
    }

    @Test
    void refusesANameThatIsNotInTheCertificate() {
        DiscoveredDomain found = discover(
                simulated.domain(),
                TlsConfig.Mode.LDAPS,
                NO_DNS,
                ofDomain,
                new ServerAddress("127.0.0.1", simulated.ldapsPort()));

        assertThat(found.trusted()).isFalse();
        assertThat(problem(found, 0)).hasValue(ProblemType.TLS_WRONG_HOST_NAME);
    }

    @Test
    void saysWhichControllerIsAwayAndLooksAtTheOthers() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        DiscoveredDomain found = discover(
                simulated.domain(),
                TlsConfig.Mode.LDAPS,
                NO_DNS,
                ofDomain,
                new ServerAddress("localhost", closed),
                ldaps());

        assertThat(problem(found, 0)).hasValue(ProblemType.CONNECT_REFUSED);
        assertThat(found.controllers().get(0).reachable()).hasValue(false);
        assertThat(problem(found, 1)).isEmpty();
        assertThat(found.trusted()).isTrue();
        assertThat(found.certificates()).isNotEmpty();
    }

    @Test
    void tellsAControllerOfAnotherDomain() {
        DiscoveredDomain found = discover("lab.example", TlsConfig.Mode.LDAPS, NO_DNS, ofDomain, ldaps());

        assertThat(problem(found, 0)).hasValue(ProblemType.LDAP_WRONG_DOMAIN);
        assertThat(found.realm()).isEqualTo("LAB.EXAMPLE");
        assertThat(found.searchBase()).isEmpty();
    }

    @Test
    void saysThatDnsKnowsNothingOrIsAway() {
        assertThat(types(discover("lab.example", TlsConfig.Mode.LDAPS, NO_DNS, ofDomain)
                        .problems()))
                .containsExactly(ProblemType.DNS_NO_SERVERS);
        SrvLookup away = name -> {
            throw new ServiceUnavailableException(name);
        };
        DiscoveredDomain found = discover("lab.example", TlsConfig.Mode.LDAPS, away, ofDomain);
        assertThat(types(found.problems())).containsExactly(ProblemType.DNS_FAILED);
        assertThat(found.trusted()).isFalse();
        assertThat(found.realm()).isEqualTo("LAB.EXAMPLE");
    }

    @Test
    void listsControllersAndKdcsOfDnsAndTriesTheFirstFew() {
        SrvLookup dns = name -> switch (name) {
            case "_ldap._tcp.dc._msdcs.lab.invalid" ->
                java.util.stream.IntStream.range(0, 12)
                        .mapToObj(number -> new SrvRecord(number, 1, 389, "dc" + number + ".lab.invalid"))
                        .toList();
            case "_kerberos._tcp.lab.invalid" -> List.of(new SrvRecord(0, 1, 88, "dc1.lab.invalid"));
            default -> throw new NameNotFoundException(name);
        };
        DiscoveredDomain found = discover("lab.invalid", TlsConfig.Mode.LDAPS, dns, ofDomain);

        assertThat(found.controllers()).hasSize(12).allMatch(DiscoveredDomain.Controller::listed);
        assertThat(problem(found, 0)).hasValue(ProblemType.HOST_UNKNOWN);
        assertThat(found.controllers().get(8).reachable()).isEmpty();
        assertThat(found.kdcs()).containsExactly("dc1.lab.invalid:88");
        assertThat(found.certificates()).isEmpty();
    }
}
