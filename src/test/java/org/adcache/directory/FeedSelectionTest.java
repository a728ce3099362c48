package org.adcache.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.ldap.SearchFaults;
import org.adcache.demo.ldap.SearchFaults.Fault;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.Krb5Conf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed that is used where one is refused, or blind for lack of a right. */
@Timeout(120)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class FeedSelectionTest {
    private static final String KRB5_CONF = "java.security.krb5.conf";

    @TempDir
    static Path folder;

    private static SimulatedDirectory simulated;
    private static KerberosLogin login;
    private static String configBefore;
    private static final ExecutorService WORKER = Executors.newCachedThreadPool();
    private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(1);

    private final Offset clock = new Offset();
    private ActiveDirectory directory;

    /** The system clock, set forward. */
    private static final class Offset extends Clock {
        private Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        configBefore = System.getProperty(KRB5_CONF, "");
        simulated = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder.resolve("domain")).withAccounts(200));
        DirectoryConfig config = config(FeedChoice.AUTO);
        new Krb5Conf(folder.resolve("krb5.conf")).write(List.of(config.kerberosRealm()));
        login = new KerberosLogin(config.keytab(), Optional.empty(), config.realm(), Clock.systemUTC(), WORKER);
    }

    @AfterAll
    static void stop() throws Exception {
        login.close();
        simulated.close();
        WORKER.shutdownNow();
        TIMER.shutdownNow();
        if (configBefore.isEmpty()) {
            System.clearProperty(KRB5_CONF);
        } else {
            System.setProperty(KRB5_CONF, configBefore);
        }
    }

    @BeforeEach
    void usual() {
        directory(FeedChoice.AUTO);
    }

    @AfterEach
    void repair() {
        simulated.rights().showAttribute("uSNChanged");
        simulated.rights().readDeletedObjects(false);
        simulated.controller(0).faults(SearchFaults.NONE);
        simulated.controller(0).offerDirSync(true);
    }

    private void directory(FeedChoice feed) {
        directory = new ActiveDirectory(config(feed), login, clock, TIMER);
    }

    private static DirectoryConfig config(FeedChoice feed) {
        return new DirectoryConfig(
                new ConnectionId("demo"),
                simulated.domain(),
                simulated.realm(),
                List.of(new ServerAddress(simulated.serverName(), simulated.ldapsPort())),
                List.of("localhost:" + simulated.kdcPort()),
                simulated.keytab(),
                Optional.empty(),
                Optional.empty(),
                List.of("mail", "proxyAddresses"),
                true,
                true,
                List.of(),
                new TlsConfig(TlsConfig.Mode.LDAPS, Optional.of(simulated.caFile()), true),
                feed);
    }

    private DirectorySession open() throws ProblemException {
        return directory.open(Optional.empty(), Instant.now().plus(clock.ahead).plusSeconds(60));
    }

    /** A feed with its reason. */
    private record Selected(ChangeFeed feed, Optional<String> reason, Optional<ChangeCursor> cursor) {}

    private Selected fullRead() throws ProblemException {
        try (DirectorySession session = open()) {
            session.begin();
            Set<ObjectGuid> users = users(session);
            Optional<ChangeCursor> cursor = session.selectFeed(() -> users);
            ChangeFeed feed = cursor.map(ChangeCursor::feed).orElse(ChangeFeed.NONE);
            return new Selected(feed, session.feedReason(feed), cursor);
        }
    }

    private static Set<ObjectGuid> users(DirectorySession session) throws ProblemException {
        Set<ObjectGuid> users = new HashSet<>();
        session.readAll(account -> {
            if (account.type() == AccountType.USER && users.size() < 50) {
                users.add(account.objectGuid());
            }
        });
        return users;
    }

    private ReportedChanges changes(ChangeCursor cursor) throws ProblemException {
        try (DirectorySession session = open()) {
            return session.changesSince(cursor, () -> users(session));
        }
    }

    @Test
    void takesDirSyncWithoutAReasonWhereAllIsWell() throws Exception {
        Selected selected = fullRead();

        assertThat(selected.feed()).isEqualTo(ChangeFeed.DIRSYNC);
        assertThat(selected.reason()).isEmpty();
        assertThat(changes(selected.cursor().orElseThrow())).isInstanceOf(ReportedChanges.Known.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 11, 12, 50, 51, 53, 80})
    void anyErrorOfDirSyncThatKeepsTheConnectionMeansThatThereIsNone(int code) throws Exception {
        simulated.controller(0).faults(refusingDirSync(code));

        Selected selected = fullRead();

        assertThat(selected.feed()).isEqualTo(ChangeFeed.USN);
        assertThat(selected.reason().orElseThrow()).endsWith("refuses DirSync with result " + code + ".");
        assertThat(changes(selected.cursor().orElseThrow())).isInstanceOf(ReportedChanges.Known.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11})
    void losesDirSyncToAnErrorAndGoesOnByUsn(int code) throws Exception {
        ChangeCursor cursor = fullRead().cursor().orElseThrow();
        simulated.controller(0).faults(refusingDirSync(code));

        assertThat(changes(cursor)).isInstanceOf(ReportedChanges.Lost.class);
        assertThat(fullRead().feed()).isEqualTo(ChangeFeed.USN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 12, 50, 51, 53})
    void anyErrorOfASearchByUsnThatKeepsTheConnectionMeansThatThereIsNone(int code) throws Exception {
        directory(FeedChoice.USN);
        simulated.controller(0).faults(refusing("uSNChanged", code));

        Selected selected = fullRead();

        assertThat(selected.feed()).isEqualTo(ChangeFeed.NONE);
        assertThat(selected.reason().orElseThrow())
                .endsWith("refuses a search by uSNChanged with result " + code + ".");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 53})
    void losesASearchByUsnToAnErrorAndReadsEverything(int code) throws Exception {
        directory(FeedChoice.USN);
        ChangeCursor cursor = fullRead().cursor().orElseThrow();
        String name = simulated.wellKnown().person().distinguishedName();
        simulated.changes().replace(name, "mail", "refused" + code + "@demo.example");
        simulated.controller(0).faults(refusing("uSNChanged", code));

        assertThat(changes(cursor)).isInstanceOf(ReportedChanges.Lost.class);
        assertThat(fullRead().feed()).isEqualTo(ChangeFeed.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {51, 52})
    void leavesAServerThatIsBusyToOthersInsteadOfReadingEverythingThere(int code) throws Exception {
        directory(FeedChoice.USN);
        ChangeCursor cursor = fullRead().cursor().orElseThrow();
        String name = simulated.wellKnown().person().distinguishedName();
        simulated.changes().replace(name, "mail", "busy" + code + "@demo.example");
        simulated.controller(0).faults(refusing("uSNChanged", code));

        assertThatThrownBy(() -> changes(cursor))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().type()).isEqualTo(ProblemType.LDAP_BUSY));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 12, 50, 53})
    void deletedObjectsThatAreRefusedAreNotReadable(int code) throws Exception {
        simulated.rights().readDeletedObjects(true);
        try (DirectorySession session = open()) {
            assertThat(session.readsDeletedObjects()).isTrue();
        }
        ResultCode result = Objects.requireNonNull(ResultCode.valueOf(code));
        simulated
                .controller(0)
                .faults(page -> page.base().startsWith("CN=Deleted Objects")
                        ? new Fault.Refuse(result, "No deleted objects for you")
                        : new Fault.None());

        try (DirectorySession session = open()) {
            assertThat(session.readsDeletedObjects()).isFalse();
        }
    }

    @Test
    void dirSyncThatAnswersWithoutItsControlIsNone() throws Exception {
        ChangeCursor cursor = fullRead().cursor().orElseThrow();
        simulated.controller(0).faults(SearchFaults.atDirSync(new Fault.Empty()));

        assertThat(changes(cursor)).isInstanceOf(ReportedChanges.Lost.class);
        assertThat(fullRead().feed()).isEqualTo(ChangeFeed.USN);
        directory(FeedChoice.AUTO);
        assertThat(fullRead().feed()).isEqualTo(ChangeFeed.USN);
    }

    @Test
    void doesNotTakeDirSyncThatFindsNobody() throws Exception {
        simulated
                .controller(0)
                .faults(page ->
                        page.dirSync() && page.filter().contains("objectGUID") ? new Fault.Empty() : new Fault.None());

        Selected selected = fullRead();

        assertThat(selected.feed()).isEqualTo(ChangeFeed.USN);
    }

    @ParameterizedTest
    @CsvSource({"USN, NONE", "AUTO, DIRSYNC"})
    void doesNotTakeASearchByUsnThatFindsNobody(FeedChoice configured, ChangeFeed taken) throws Exception {
        simulated.rights().hideAttribute("uSNChanged");
        directory(configured);

        Selected selected = fullRead();

        assertThat(selected.feed()).isEqualTo(taken);
        if (taken == ChangeFeed.NONE) {
            assertThat(selected.reason().orElseThrow())
                    .startsWith("A search by uSNChanged finds 0 of 50 accounts at ")
                    .endsWith(": the service account lacks the right to read uSNChanged of other accounts.");
        }
    }

    @Test
    void readsEverythingIfNoFeedFindsAnybodyAndSaysWhyOfEach() throws Exception {
        simulated.rights().hideAttribute("uSNChanged");
        simulated.controller(0).offerDirSync(false);

        Selected selected = fullRead();

        assertThat(selected.feed()).isEqualTo(ChangeFeed.NONE);
        assertThat(selected.reason().orElseThrow()).contains("doesn't offer DirSync.", "finds 0 of 50 accounts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DIRSYNC", "USN"})
    void losesTheFeedWhenTheServerWasSetBackWithoutNoticingIt(FeedChoice feed) throws Exception {
        directory(feed);
        ChangeCursor cursor = fullRead().cursor().orElseThrow();
        simulated.controller(0).rollBackSilently(5);

        assertThat(changes(cursor))
                .isInstanceOfSatisfying(
                        ReportedChanges.Lost.class,
                        lost -> assertThat(lost.reason()).contains("was set back"));
        directory(feed);
        assertThat(changes(fullRead().cursor().orElseThrow())).isInstanceOf(ReportedChanges.Known.class);
    }

    @Test
    void losesTheFeedWithinAnHourWhenTheRightIsRevoked() throws Exception {
        directory(FeedChoice.USN);
        ChangeCursor cursor = fullRead().cursor().orElseThrow();
        simulated.rights().hideAttribute("uSNChanged");
        clock.ahead = Duration.ofMinutes(61);

        assertThat(changes(cursor))
                .isInstanceOfSatisfying(
                        ReportedChanges.Lost.class,
                        lost -> assertThat(lost.reason()).contains("finds 0 of 50"));
    }

    @Test
    void saysAfterARestartToWhyNoBetterFeedIsUsed() throws Exception {
        simulated.controller(0).offerDirSync(false);
        ChangeCursor cursor = fullRead().cursor().orElseThrow();
        directory(FeedChoice.AUTO);

        try (DirectorySession session = open()) {
            session.changesSince(cursor, () -> users(session));
            assertThat(session.feedReason(cursor.feed()).orElseThrow()).contains("doesn't offer DirSync");
        }
    }

    @Test
    void findsWhatChangesAgainWhileDirSyncAnswers() throws Exception {
        String name = simulated.wellKnown().person().distinguishedName();
        ObjectGuid person =
                ObjectGuid.parse(simulated.wellKnown().person().objectGuid()).orElseThrow();
        ChangeCursor cursor = fullRead().cursor().orElseThrow();
        simulated.changes().replace(name, "mail", "before@demo.example");
        simulated
                .controller(0)
                .changeDuringDirSync(() -> simulated.changes().replace(name, "mail", "during@demo.example"));

        assertThat(changes(cursor))
                .isInstanceOfSatisfying(
                        ReportedChanges.Known.class,
                        known -> assertThat(known.changed()).contains(person));
    }

    private static SearchFaults refusing(String attribute, int code) {
        return page -> page.filter().contains(attribute)
                ? new Fault.Refuse(Objects.requireNonNull(ResultCode.valueOf(code)), "Not by " + attribute)
                : new Fault.None();
    }

    private static SearchFaults refusingDirSync(int code) {
        return page -> page.dirSync()
                ? new Fault.Refuse(Objects.requireNonNull(ResultCode.valueOf(code)), "DirSync is not for you")
                : new Fault.None();
    }
}
