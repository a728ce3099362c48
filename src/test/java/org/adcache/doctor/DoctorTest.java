package org.adcache.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.naming.NameNotFoundException;
import javax.naming.ServiceUnavailableException;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.SimulatedForest;
import org.adcache.demo.ldap.ChannelBindingPolicy;
import org.adcache.demo.ldap.SearchFaults;
import org.adcache.demo.rights.Rights;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.DrippingRelay;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.controllers.SiteFinder;
import org.adcache.directory.controllers.SrvLookup;
import org.adcache.directory.controllers.SrvRecord;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.KerberosRealm;
import org.adcache.kerberos.Krb5Conf;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each stage against a simulated domain: real sockets, TLS, Kerberos. */
@Timeout(120)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
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
        List<CheckResult> checks = examine(good());

        assertThat(checks).extracting(CheckResult::id).isEqualTo(Doctor.STAGES);
        assertThat(checks).allMatch(CheckResult::ok, "passed");
        assertThat(detail(checks, "keytab")).contains(simulated.principal(), "aes256-cts-hmac-sha1-96", "version 1");
        assertThat(detail(checks, "keytab")).containsOnlyOnce(simulated.principal());
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
        assertThat(detail(checks, "deleted-objects"))
                .contains("CN=Deleted Objects,DC=demo,DC=example", "/g DEMO\\svc-adcache:LCRP");
    }

    @Test
    void comparesTheKdcsWishesWithTheKeytab() {
        assertThat(detail(examine(good()), "kerberos"))
                .contains("The KDC wants aes256-cts-hmac-sha1-96")
                .contains("the keytab has aes");
    }

    @Test
    void leavesNoTicketBehind() throws Exception {
        DirectoryConfig config = good().config();
        writeKrb5Conf(config);
        try (KerberosLogin login = login(config)) {
            assertThat(examine(config, login)).allMatch(CheckResult::ok, "passed");
            assertThat(login.ticketEnd()).isEmpty();
        }
    }

    @Test
    void goesOnWithTheNetworkWhenTheKeytabIsMissing() {
        Setup setup = good();
        setup.keytab = folder.resolve("none.keytab");

        List<CheckResult> checks = examine(setup);

        assertThat(ids(checks)).containsExactly("keytab", "dns", "tcp", "tls");
        assertThat(failures(checks)).containsExactly(ProblemType.KEYTAB_MISSING);
    }

    @Test
    void asksForTheClockWithoutAKeytabIfItKnowsTheAccount() {
        Setup setup = good();
        setup.keytab = folder.resolve("none.keytab");
        setup.principal = Optional.of("svc-adcache");

        assertThat(ids(examine(setup))).containsExactly("keytab", "dns", "clock", "tcp", "tls");
    }

    @Test
    void tellsBothClocksWhenTheyDiffer() {
        Setup setup = good();
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));

        List<CheckResult> checks = examine(setup);

        assertThat(failures(checks)).containsExactly(ProblemType.KERBEROS_CLOCK_SKEW);
        assertThat(detail(checks, "clock")).contains("here and", "behind us");
        assertThat(ids(checks)).doesNotContain("kerberos", "bind");
    }

    @Test
    void allowsClocksToDifferByFourMinutes() {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-4));
        List<CheckResult> checks = examine(good());
        assertThat(checks.stream().filter(check -> check.id().equals("clock"))).allMatch(CheckResult::ok);
        assertThat(detail(checks, "clock")).contains("ahead of us");
    }

    @Test
    void namesAKdcThatIsAwayAndOneThatIsNone() throws Exception {
        Setup away = good();
        away.kdcs = List.of("localhost:" + closedPort());
        Setup none = good();
        none.kdcs = List.of("localhost:" + simulated.ldapPort());
        Setup second = good();
        second.kdcs = List.of("localhost:" + closedPort(), "localhost:" + simulated.kdcPort());

        assertThat(failures(examine(away))).containsExactly(ProblemType.KERBEROS_KDC_UNREACHABLE);
        assertThat(failures(examine(none))).containsExactly(ProblemType.KERBEROS_NO_KDC_THERE);
        List<CheckResult> checks = examine(second);
        assertThat(failures(checks)).isEmpty();
        assertThat(detail(checks, "clock")).contains("no KDC of the realm could be reached");
    }

    @Test
    void showsEveryServerAndTakesTheFirstThatAnswers() throws Exception {
        Setup setup = good();
        ServerAddress away = new ServerAddress("localhost", closedPort());
        setup.servers.add(0, away);

        List<CheckResult> checks = examine(setup);

        assertThat(failures(checks)).isEmpty();
        assertThat(detail(checks, "tcp"))
                .contains("Nothing listens at " + away, "localhost:" + simulated.ldapsPort() + " answers");

        setup.servers = List.of(away);
        assertThat(failures(examine(setup))).containsExactly(ProblemType.CONNECT_REFUSED);
    }

    @Slow
    @Test
    void givesUpOnAServerThatNeverAnswersTheHandshake() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Setup setup = good();
            setup.servers = List.of(new ServerAddress("localhost", silent.getLocalPort()));

            assertThat(failures(examine(setup))).containsExactly(ProblemType.CONNECT_TIMEOUT);
        }
    }

    @Test
    void showsWhatDnsSaysAndWhatItRefusesToFollow() {
        Setup setup = good();
        setup.servers = List.of();
        setup.kdcs = List.of();
        dns = name -> name.startsWith("_ldap")
                ? List.of(
                        new SrvRecord(0, 100, 389, "localhost.demo.example"),
                        new SrvRecord(10, 5, 389, "dc1.evil.example"))
                : List.of(new SrvRecord(0, 1, simulated.kdcPort(), "localhost"));

        DnsStage.Hosts hosts;
        StageResult<DnsStage.Hosts> found = new DnsStage(
                        setup.config(),
                        new AccountKdcs(setup.config(), Optional.empty(), dns, realm -> List.of()),
                        dns,
                        new SiteFinder(host -> Optional.empty(), Clock.systemUTC()),
                        new TimeLimiter(workers, soon()),
                        new Random(1))
                .examine();
        hosts = found.value().orElseThrow();

        // The name has no address here, so resolution fails, and the problem names the host.
        assertThat(found.problem().map(Problem::type)).contains(ProblemType.HOST_UNKNOWN);
        assertThat(found.detail()).contains("localhost.demo.example").doesNotContain("evil");
        // Without an answer of the domain controller, a login asks the KDCs of DNS.
        assertThat(hosts.kdcs()).containsExactly("localhost.demo.example", "localhost:" + simulated.kdcPort());
        assertThat(found.detail()).doesNotContain("_kerberos");

        dns = name -> name.startsWith("_ldap")
                ? List.of(new SrvRecord(0, 100, 389, "dc1.evil.example"))
                : List.of(new SrvRecord(0, 1, simulated.kdcPort(), "localhost"));
        assertThat(failures(examine(setup))).containsExactly(ProblemType.DNS_FOREIGN_SERVERS);
    }

    @Test
    void tellsApartWhatIsMissingInDns() {
        Setup servers = good();
        servers.servers = List.of();
        Setup kdcs = good();
        kdcs.kdcs = List.of();
        kdcs.realm = "OTHER.EXAMPLE";

        assertThat(failures(examine(servers))).containsExactly(ProblemType.DNS_NO_SERVERS);
        List<CheckResult> checks = examine(kdcs);
        assertThat(failures(checks)).containsExactly(ProblemType.KERBEROS_KDC_NOT_FOUND);
        assertThat(ids(checks)).as("the servers are known all the same").contains("tcp", "tls");

        dns = name -> {
            throw new ServiceUnavailableException("nobody");
        };
        assertThat(failures(examine(servers))).containsExactly(ProblemType.DNS_FAILED);
        assertThat(failures(examine(kdcs))).containsExactly(ProblemType.DNS_FAILED);
    }

    @Test
    void saysToSwitchTheChannelBindingOnWhereItIsDemanded() {
        Setup setup = good();
        setup.channelBinding = false;

        List<CheckResult> checks = examine(setup);

        assertThat(failures(checks)).containsExactly(ProblemType.LDAP_CHANNEL_BINDING);
        assertThat(checks.get(checks.size() - 1).problem().orElseThrow().remedy())
                .startsWith("Set tls.channel-binding = auto");
    }

    @Test
    void saysWhatTheServerMakesOfTheChannelBinding() throws Exception {
        try (SimulatedDirectory lenient =
                start("lenient", config -> config.withChannelBinding(ChannelBindingPolicy.WHEN_SUPPORTED))) {
            Setup sent = new Setup(lenient);
            Setup off = new Setup(lenient);
            off.channelBinding = false;

            assertThat(detail(examine(sent), "channel-binding"))
                    .isEqualTo("The channel binding was sent; a second bind without one was accepted.");
            assertThat(detail(examine(off), "channel-binding"))
                    .contains("tls.channel-binding is off", "auto works here, and is safer");
        }
    }

    @Test
    void knowsABaseThatIsMissingFromOneThatIsElsewhere() {
        Setup missing = good();
        missing.searchBase = Optional.of("OU=Nowhere,DC=demo,DC=example");
        Setup elsewhere = good();
        elsewhere.searchBase = Optional.of("DC=other,DC=example");

        assertThat(failures(examine(missing))).containsExactly(ProblemType.LDAP_SEARCH_BASE_MISSING);
        assertThat(failures(examine(elsewhere))).containsExactly(ProblemType.LDAP_SEARCH_BASE_OUTSIDE);
    }

    @Test
    void knowsAServerOfAnotherDomain() {
        Setup setup = good();
        setup.domain = "other.example";
        setup.realm = simulated.realm();

        assertThat(failures(examine(setup))).containsExactly(ProblemType.LDAP_WRONG_DOMAIN);
    }

    @Test
    void bindingAndSeeingNothingIsAFailure() throws Exception {
        try (SimulatedDirectory blind = start(
                "blind",
                config -> config.withFaults(page -> page.filter().contains("objectClass=*")
                        ? new SearchFaults.Fault.None()
                        : new SearchFaults.Fault.Empty()))) {
            List<CheckResult> checks = examine(new Setup(blind));

            assertThat(failures(checks)).containsExactly(ProblemType.LDAP_NOTHING_READABLE);
            assertThat(checks.get(checks.size() - 1).id()).isEqualTo("deleted-objects");
        }
    }

    @Slow
    @Test
    void endsAtItsDeadlineWhenTheServerStalls() throws Exception {
        try (SimulatedDirectory stalling =
                start("stalling", config -> config.withFaults(DoctorTest::stallsWhenCounting))) {
            DirectoryConfig config = new Setup(stalling).config();
            writeKrb5Conf(config);
            try (KerberosLogin login = login(config)) {
                Instant until = clock.instant().plusSeconds(20);
                List<CheckResult> checks =
                        doctor(config, login).prepare(until, check -> {}).get();

                assertThat(failures(checks)).contains(ProblemType.DOCTOR_TIMEOUT);
                assertThat(clock.instant()).isBefore(until.plusSeconds(10));
            }
        }
    }

    @Slow
    @Test
    void endsAtItsDeadlineWhenTheServerDrips() throws Exception {
        CompletableFuture<DrippingRelay> counting = new CompletableFuture<>();
        try (SimulatedDirectory patient = start(
                        "dripping",
                        config -> config.withFaults(page -> {
                            if (page.filter().contains("objectCategory=person")) {
                                counting.join().drip();
                            }
                            return new SearchFaults.Fault.None();
                        }));
                DrippingRelay relay = DrippingRelay.start(patient.ldapsPort(), workers)) {
            counting.complete(relay);
            Setup setup = new Setup(patient);
            setup.servers = List.of(new ServerAddress("localhost", relay.port()));
            DirectoryConfig config = setup.config();
            writeKrb5Conf(config);
            try (KerberosLogin login = login(config)) {
                Instant until = clock.instant().plusSeconds(20);
                List<CheckResult> checks =
                        doctor(config, login).prepare(until, check -> {}).get();

                assertThat(clock.instant()).isBefore(until.plusSeconds(3));
                assertThat(failures(checks)).containsOnly(ProblemType.DOCTOR_TIMEOUT);
                assertThat(checks.stream().filter(check -> !check.ok()).findFirst())
                        .get()
                        .extracting(CheckResult::id)
                        .isEqualTo("counts");
            }
        }
    }

    @Test
    void tellsEachCheckAsItsStageEnds() {
        DirectoryConfig config = good().config();
        writeKrb5Conf(config);
        List<CheckResult> told = new ArrayList<>();
        try (KerberosLogin login = login(config)) {
            List<CheckResult> checks = doctor(config, login).prepare(told::add).get();
            assertThat(told).isEqualTo(checks);
        }
    }

    @Test
    void anExaminationThatIsStoppedBeforeItRunsLogsInNowhere() {
        DirectoryConfig config = good().config();
        writeKrb5Conf(config);
        try (KerberosLogin login = login(config)) {
            Doctor doctor = doctor(config, login);
            Supplier<List<CheckResult>> examination = doctor.prepare(check -> {});
            doctor.stop();

            List<CheckResult> checks = examination.get();
            assertThat(ids(checks)).containsExactly("keytab");
            assertThat(failures(checks)).containsExactly(ProblemType.DOCTOR_STOPPED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind", "base-readable"})
    void goesOnToTheNextServerWhereOneIsBusyAsASyncDoes(String stage) throws Exception {
        try (SimulatedDirectory two =
                start("busy-" + stage, config -> config.withControllers(2).withFaults(SearchFaults.NONE))) {
            two.controller(0).faults(busyAt(stage));
            Setup setup = new Setup(two);
            ServerAddress second =
                    new ServerAddress("localhost", two.controller(1).ldapsPort());
            setup.servers.add(second);

            List<CheckResult> checks = examine(setup);

            assertThat(failures(checks)).isEmpty();
            assertThat(detail(checks, stage)).contains("Not so: ", "localhost:" + two.ldapsPort(), "busy");
            assertThat(detail(checks, "counts")).containsPattern("[1-9][0-9]* users");

            two.controller(1).faults(busyAt(stage));
            List<CheckResult> both = examine(setup);
            assertThat(failures(both)).containsExactly(ProblemType.LDAP_BUSY);
            assertThat(both.get(both.size() - 1).id()).isEqualTo(stage);
        }
    }

    /** A server that is busy at the bind, or at the probe of its domain. */
    private static SearchFaults busyAt(String stage) {
        SearchFaults.Fault busy = SearchFaults.Fault.Refuse.busy();
        return stage.equals("bind") ? SearchFaults.atBind(busy) : SearchFaults.atRootDse(busy);
    }

    @Test
    void doesNotTryAWrongKeyAgainAtOnce() throws Exception {
        Path wrong = folder.resolve("wrong.keytab");
        try (SimulatedDirectory stranger = start("stranger", UnaryOperator.identity())) {
            Files.copy(stranger.keytab(), wrong);
        }
        Setup setup = good();
        setup.keytab = wrong;
        DirectoryConfig config = setup.config();
        writeKrb5Conf(config);
        try (KerberosLogin login = login(config)) {
            Doctor doctor = doctor(config, login);
            List<CheckResult> first = doctor.prepare(check -> {}).get();
            List<CheckResult> second = doctor.prepare(check -> {}).get();
            Files.copy(simulated.keytab(), wrong, StandardCopyOption.REPLACE_EXISTING);
            List<CheckResult> third = doctor.prepare(check -> {}).get();

            assertThat(failures(first)).containsExactly(ProblemType.KERBEROS_WRONG_KEY);
            assertThat(detail(first, "kerberos")).doesNotContain("not tried again");
            assertThat(failures(second)).containsExactly(ProblemType.KERBEROS_WRONG_KEY);
            assertThat(detail(second, "kerberos")).contains("This key is not tried again before");
            assertThat(failures(third)).isEmpty();
        }
    }

    @Test
    void endsAtOnceWhenItIsStopped() throws Exception {
        CountDownLatch counting = new CountDownLatch(1);
        try (SimulatedDirectory stalling = start(
                "stopped",
                config -> config.withFaults(page -> {
                    SearchFaults.Fault fault = stallsWhenCounting(page);
                    if (fault instanceof SearchFaults.Fault.Stall) {
                        counting.countDown();
                    }
                    return fault;
                }))) {
            DirectoryConfig config = new Setup(stalling).config();
            writeKrb5Conf(config);
            try (KerberosLogin login = login(config)) {
                Doctor doctor = doctor(config, login);
                Future<List<CheckResult>> checks =
                        workers.submit(() -> doctor.prepare(check -> {}).get());
                assertThat(counting.await(40, TimeUnit.SECONDS)).isTrue();
                login.suspend();
                doctor.stop();

                assertThat(failures(checks.get(10, TimeUnit.SECONDS))).containsExactly(ProblemType.DOCTOR_STOPPED);
                assertThat(login.ticketEnd()).isEmpty();
            }
        }
    }

    @Test
    void accountOfAnotherDomainIsAskedForAtItsOwnKdcsAndNamedInGrants() throws Exception {
        try (SimulatedForest forest = forest(SimulatedForest.Trust.AES)) {
            List<CheckResult> checks = acrossTheTrust(forest);

            assertThat(failures(checks)).isEmpty();
            assertThat(detail(checks, "dns"))
                    .contains("KDCs of the account's realm DEMO.EXAMPLE: localhost:"
                            + forest.root().kdcPort());
            assertThat(detail(checks, "clock"))
                    .contains("localhost:" + forest.root().kdcPort());
            assertThat(detail(checks, "kerberos"))
                    .contains("Logged in as svc-adcache@DEMO.EXAMPLE", "ldap/localhost@CHILD.DEMO.EXAMPLE");
            assertThat(detail(checks, "deleted-objects")).contains("/g DEMO\\svc-adcache:LCRP");

            forest.child().rights().use(Rights.HARDENED);
            assertThat(detail(acrossTheTrust(forest), "attributes"))
                    .contains("\"DEMO\\svc-adcache:RP;userAccountControl;user\"")
                    .doesNotContain("CHILD\\svc-adcache", "samba-tool");
        }
    }

    /** Java says "Fail to create credential (63)" whatever is wrong with the trust. */
    @Test
    void trustThatRefusesAesIsNamed() throws Exception {
        try (SimulatedForest forest = forest(SimulatedForest.Trust.WITHOUT_AES)) {
            List<CheckResult> checks = acrossTheTrust(forest);

            assertThat(failures(checks)).containsExactly(ProblemType.KERBEROS_TRUST_NO_AES);
            Problem problem = checks.get(checks.size() - 1).problem().orElseThrow();
            assertThat(problem.detail())
                    .contains("error 14", "the trust between DEMO.EXAMPLE and CHILD.DEMO.EXAMPLE doesn't support AES");
            assertThat(problem.remedy()).contains("The other domain supports Kerberos AES Encryption");
        }
    }

    @Test
    void kdcThatIsMissingForTheRealmOfTheAccountIsNamed() throws Exception {
        try (SimulatedForest forest = forest(SimulatedForest.Trust.AES)) {
            Setup setup = new Setup(forest.child());
            setup.keytab = forest.root().keytab();
            List<CheckResult> checks = examine(setup);
            assertThat(failures(checks)).containsExactly(ProblemType.KERBEROS_KDC_NOT_FOUND);
            assertThat(detail(checks, "dns")).contains("the realm DEMO.EXAMPLE", "_kerberos._tcp.demo.example");
        }
    }

    private static SimulatedForest forest(SimulatedForest.Trust trust) throws IOException {
        SimulatedDirectoryConfig config = SimulatedDirectoryConfig.in(folder.resolve("forest-" + System.nanoTime()))
                .withAccounts(150);
        return SimulatedForest.start(config, config, trust);
    }

    /** Examines the child domain with an account of the first domain, whose KDC is found in DNS. */
    private List<CheckResult> acrossTheTrust(SimulatedForest forest) throws IOException {
        dns = name -> {
            if (!name.equals("_kerberos._tcp.demo.example")) {
                throw new NameNotFoundException(name);
            }
            return List.of(new SrvRecord(0, 1, forest.root().kdcPort(), "localhost"));
        };
        Setup setup = new Setup(forest.child());
        setup.keytab = forest.root().keytab();
        DirectoryConfig config = setup.config();
        new Krb5Conf(folder.resolve("krb5.conf"))
                .write(List.of(
                        config.kerberosRealm(),
                        new KerberosRealm(
                                forest.root().realm(),
                                forest.root().domain(),
                                List.of("localhost:" + forest.root().kdcPort()),
                                List.of())));
        try (KerberosLogin login = login(config)) {
            return examine(config, login);
        }
    }

    @Test
    void armoringThatTheDomainRequiresIsNamed() throws Exception {
        try (SimulatedDirectory armored = start("armored", UnaryOperator.identity())) {
            armored.requireArmoring(true);
            List<CheckResult> checks = examine(new Setup(armored));
            assertThat(failures(checks)).containsExactly(ProblemType.KERBEROS_POLICY);
            assertThat(detail(checks, "kerberos")).contains("armoring (FAST)");
        }
    }

    private static SearchFaults.Fault stallsWhenCounting(SearchFaults.Page page) {
        return page.filter().contains("objectCategory=person")
                ? new SearchFaults.Fault.Stall()
                : new SearchFaults.Fault.None();
    }

    private Deadline soon() {
        return new Deadline(clock.instant().plusSeconds(30), clock);
    }

    private static List<String> ids(List<CheckResult> checks) {
        return checks.stream().map(CheckResult::id).toList();
    }

    private static List<ProblemType> failures(List<CheckResult> checks) {
        return checks.stream()
                .flatMap(check -> check.problem().stream())
                .map(Problem::type)
                .toList();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String detail(List<CheckResult> checks, String id) {
        return checks.stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " did not run: " + checks))
                .detail();
    }

    private static Setup good() {
        return new Setup(simulated);
    }

    private List<CheckResult> examine(Setup setup) {
        DirectoryConfig config = setup.config();
        writeKrb5Conf(config);
        try (KerberosLogin login = login(config)) {
            return examine(config, login);
        }
    }

    private List<CheckResult> examine(DirectoryConfig config, KerberosLogin login) {
        return doctor(config, login).prepare(check -> {}).get();
    }

    private Doctor doctor(DirectoryConfig config, KerberosLogin login) {
        return new Doctor(config, login, dns, clock, workers);
    }

    private KerberosLogin login(DirectoryConfig config) {
        return new KerberosLogin(config.keytab(), config.principal(), config.realm(), clock, workers);
    }

    private static void writeKrb5Conf(DirectoryConfig config) {
        try {
            new Krb5Conf(folder.resolve("krb5.conf")).write(List.of(config.kerberosRealm()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to a simulated domain; a test changes what it breaks. */
    static final class Setup {
        String domain;
        String realm;
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
            realm = directory.realm();
            servers.add(new ServerAddress(directory.serverName(), directory.ldapsPort()));
            kdcs.add("localhost:" + directory.kdcPort());
            keytab = directory.keytab();
            trust = directory.caFile();
        }

        DirectoryConfig config() {
            return new DirectoryConfig(
                    new ConnectionId("demo"),
                    domain,
                    realm,
                    servers,
                    kdcs,
                    keytab,
                    principal,
                    searchBase,
                    List.of("mail", "proxyAddresses"),
                    true,
                    true,
                    List.of(),
                    new TlsConfig(mode, Optional.of(trust), channelBinding),
                    FeedChoice.AUTO);
        }
    }
}
