package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.ldap.SearchFaults;
import org.adcache.demo.ldap.SearchFaults.Fault;
import org.adcache.demo.ldap.SearchLimits;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.directory.ActiveDirectory;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.DirectorySession;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ReadReport;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.Krb5Conf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads of the simulated directory: keytab, TLS, a bind with channel binding, pages, ranges, and failures on the way.
 */
@Timeout(180)
class DirectoryIT {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int ACCOUNTS = 3_000;
    /** Small, so that a few accounts take many pages and many ranges. */
    private static final SearchLimits LIMITS = new SearchLimits(250, 40);

    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.USER, ObjectKind.CONTACT, ObjectKind.GROUP);

    @TempDir
    Path folder;

    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final List<Account> accounts = new ArrayList<>();

    @AfterEach
    void stopThreads() {
        worker.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void readsEveryAccountAndEveryMemberOverLdaps() throws Exception {
        try (SimulatedDirectory simulated = start(SearchFaults.NONE)) {
            ReadReport report = read(ldaps(simulated), Duration.ofMinutes(2));

            assertThat(report.accounts()).isEqualTo(accounts.size());
            assertIsWhatTheServerHas(simulated.tree());
            assertThat(accounts).anyMatch(account -> account.members().size() > 2 * LIMITS.maxValueRange());
        }
    }

    @Test
    void readsTheSameOverStartTls() throws Exception {
        try (SimulatedDirectory simulated = start(SearchFaults.NONE)) {
            read(
                    config(simulated, TlsConfig.Mode.STARTTLS, simulated.ldapPort(), simulated.caFile(), true),
                    Duration.ofMinutes(2));

            assertIsWhatTheServerHas(simulated.tree());
        }
    }

    @Test
    void bindsAgainAfterItsTicketsWereDropped() throws Exception {
        try (SimulatedDirectory simulated = start(SearchFaults.NONE)) {
            DirectoryConfig config = ldaps(simulated);
            try (KerberosLogin login = login(config)) {
                ActiveDirectory directory = new ActiveDirectory(config, login, CLOCK, timer);
                for (int i = 0; i < 3; i++) {
                    try (DirectorySession session =
                            directory.open(Optional.empty(), CLOCK.instant().plusSeconds(60))) {
                        assertThat(session.domain().sid())
                                .isEqualTo(ObjectSid.parse(simulated.tree().domainSid()));
                        assertThat(session.server()).isEqualTo("localhost:" + simulated.ldapsPort());
                    }
                    login.drop();
                }
            }
        }
    }

    @Test
    void namesTheChannelBindingWhenItIsOffAndRequired() throws Exception {
        try (SimulatedDirectory simulated = start(SearchFaults.NONE)) {
            Problem problem = problem(
                    config(simulated, TlsConfig.Mode.LDAPS, simulated.ldapsPort(), simulated.caFile(), false),
                    Duration.ofMinutes(1));

            assertThat(problem.type()).isEqualTo(ProblemType.LDAP_CHANNEL_BINDING);
            assertThat(problem.remedy()).contains("tls.channel-binding");
        }
    }

    @Test
    void refusesACaThatIsNotTheConfiguredOne() throws Exception {
        try (SimulatedDirectory simulated = start(SearchFaults.NONE);
                SimulatedDirectory other = SimulatedDirectory.start(
                        SimulatedDirectoryConfig.in(folder.resolve("other")).withAccounts(100))) {
            for (DirectoryConfig config : List.of(
                    config(simulated, TlsConfig.Mode.LDAPS, simulated.ldapsPort(), other.caFile(), true),
                    config(simulated, TlsConfig.Mode.STARTTLS, simulated.ldapPort(), other.caFile(), true))) {
                assertThat(problem(config, Duration.ofMinutes(1)).type()).isEqualTo(ProblemType.TLS_UNTRUSTED_CA);
            }
        }
    }

    @Test
    void failsWithoutAResultWhenAPageIsRefusedOrTheConnectionBreaks() throws Exception {
        Map<Fault, ProblemType> faults = Map.of(
                new Fault.Refuse(ResultCode.SIZE_LIMIT_EXCEEDED, "limit"), ProblemType.LDAP_LIMIT_EXCEEDED,
                new Fault.Refuse(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, "00000057: Error processing control"),
                        ProblemType.LDAP_CONTROL_REFUSED,
                new Fault.Drop(), ProblemType.LDAP_CONNECTION_LOST);
        for (Map.Entry<Fault, ProblemType> fault : faults.entrySet()) {
            try (SimulatedDirectory simulated = start(page -> page.number() == 3 ? fault.getKey() : new Fault.None())) {
                assertThat(problem(ldaps(simulated), Duration.ofMinutes(1)).type())
                        .isEqualTo(fault.getValue());
            }
        }
    }

    @Test
    void endsAtTheDeadlineWhenTheServerStalls() throws Exception {
        try (SimulatedDirectory simulated = start(page -> page.number() == 2 ? new Fault.Stall() : new Fault.None())) {
            assertThat(problem(ldaps(simulated), Duration.ofSeconds(10)).type()).isEqualTo(ProblemType.SYNC_TIMEOUT);
        }
    }

    private void assertIsWhatTheServerHas(DirectoryTree tree) {
        Map<ObjectGuid, Account> byGuid =
                accounts.stream().collect(Collectors.toMap(Account::objectGuid, Function.identity()));
        List<DirectoryEntry> expected = IntStream.range(0, tree.end())
                .mapToObj(tree::at)
                .flatMap(Optional::stream)
                .filter(entry -> KINDS.contains(entry.kind()))
                .toList();
        assertThat(byGuid.keySet())
                .isEqualTo(expected.stream().map(DirectoryIT::guid).collect(Collectors.toSet()));
        for (DirectoryEntry entry : expected) {
            Account account = Objects.requireNonNull(byGuid.get(guid(entry)));
            assertThat(account.distinguishedName().value()).isEqualTo(tree.name(entry));
            assertThat(account.type().name()).isEqualTo(entry.kind().name());
            assertThat(account.objectSid().map(Object::toString)).isEqualTo(sid(tree, entry));
            assertThat(account.addresses().stream().map(MailAddress::key).collect(Collectors.toSet()))
                    .isEqualTo(addressKeys(tree, entry));
            if (account.type() == AccountType.GROUP) {
                assertThat(account.members().stream().map(GroupMember::objectGuid))
                        .containsExactlyInAnyOrderElementsOf(Arrays.stream(tree.members(entry))
                                .mapToObj(tree::at)
                                .flatMap(Optional::stream)
                                .map(DirectoryIT::guid)
                                .toList());
            }
        }
    }

    private static Set<String> addressKeys(DirectoryTree tree, DirectoryEntry entry) {
        Set<String> keys = new TreeSet<>();
        for (String mail : tree.values(entry, AttributeType.MAIL)) {
            MailAddress.parse(mail).ifPresent(address -> keys.add(address.key()));
        }
        for (String typed : tree.values(entry, AttributeType.PROXY_ADDRESSES)) {
            if (typed.regionMatches(true, 0, "smtp:", 0, 5)) {
                MailAddress.parse(typed.substring(5)).ifPresent(address -> keys.add(address.key()));
            }
        }
        return keys;
    }

    private static Optional<String> sid(DirectoryTree tree, DirectoryEntry entry) {
        return Optional.of(tree.sid(entry)).filter(sid -> !sid.isEmpty());
    }

    private static ObjectGuid guid(DirectoryEntry entry) {
        return ObjectGuid.parse(entry.guid().toString()).orElseThrow();
    }

    private SimulatedDirectory start(SearchFaults faults) throws IOException {
        return SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder.resolve("simulated"))
                .withAccounts(ACCOUNTS)
                .withLimits(LIMITS)
                .withFaults(faults));
    }

    private static DirectoryConfig ldaps(SimulatedDirectory simulated) {
        return config(simulated, TlsConfig.Mode.LDAPS, simulated.ldapsPort(), simulated.caFile(), true);
    }

    private static DirectoryConfig config(
            SimulatedDirectory simulated, TlsConfig.Mode mode, int port, Path trust, boolean channelBinding) {
        return new DirectoryConfig(
                new ConnectionId("demo"),
                simulated.domain(),
                simulated.realm(),
                List.of(new ServerAddress(simulated.serverName(), port)),
                List.of("localhost:" + simulated.kdcPort()),
                simulated.keytab(),
                Optional.empty(),
                Optional.empty(),
                List.of("mail", "proxyAddresses"),
                true,
                true,
                List.of(),
                new TlsConfig(mode, Optional.of(trust), channelBinding),
                FeedChoice.AUTO);
    }

    private KerberosLogin login(DirectoryConfig config) throws IOException {
        new Krb5Conf(folder.resolve("krb5.conf")).write(List.of(config.kerberosRealm()));
        return new KerberosLogin(config.keytab(), config.principal(), config.realm(), CLOCK, worker);
    }

    private ReadReport read(DirectoryConfig config, Duration timeout) throws IOException, ProblemException {
        accounts.clear();
        try (KerberosLogin login = login(config);
                DirectorySession session = new ActiveDirectory(config, login, CLOCK, timer)
                        .open(Optional.empty(), CLOCK.instant().plus(timeout))) {
            return session.readAll(accounts::add);
        }
    }

    private Problem problem(DirectoryConfig config, Duration timeout) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> read(config, timeout));
        assertThat(thrown).isNotNull();
        return thrown.problem();
    }
}
