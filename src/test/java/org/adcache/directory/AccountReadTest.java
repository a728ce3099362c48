package org.adcache.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountReadTest {
    private static final DomainProbe.Found FOUND =
            new DomainProbe.Found(ConfigBuilder.DOMAIN, "DC=corp,DC=example", Optional.empty(), Set.of());
    private static final ObjectGuid GROUP = new ObjectGuid(7, 7);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final List<Account> accounts = new ArrayList<>();

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void readsPageAfterPageAndIgnoresReferences() throws Exception {
        try (PagingServer server = new PagingServer(List.of(users(0, 3), users(3, 3), users(6, 1)))) {
            ReadReport report = read(server, accounts::add);

            assertThat(report).isEqualTo(new ReadReport(7, 7));
            assertThat(accounts).extracting(Account::cn).containsExactly("u0", "u1", "u2", "u3", "u4", "u5", "u6");
            assertThat(server.asked).containsExactly("page 0", "page 1", "page 2", "groups 0");
        }
    }

    @Test
    void failsWhenAPageFailsWhateverItHeldBefore() throws Exception {
        for (ResultCode code : new ResultCode[] {
            ResultCode.SIZE_LIMIT_EXCEEDED,
            ResultCode.TIME_LIMIT_EXCEEDED,
            ResultCode.UNAVAILABLE_CRITICAL_EXTENSION,
            ResultCode.OPERATIONS_ERROR,
            ResultCode.BUSY
        }) {
            try (PagingServer server = new PagingServer(List.of(users(0, 2), users(2, 2), users(4, 2)))) {
                server.failingPage = 1;
                server.failure = code;

                assertThat(problem(server).type()).startsWith("ldap-");
            }
        }
    }

    @Test
    void namesASearchBaseThatIsMissing() throws Exception {
        for (ResultCode code : new ResultCode[] {ResultCode.NO_SUCH_OBJECT, ResultCode.REFERRAL}) {
            try (PagingServer server = new PagingServer(List.of(List.of()))) {
                server.failingPage = 0;
                server.failure = code;

                assertThat(problem(server).type()).isEqualTo("ldap-search-base-missing");
            }
        }
    }

    @Test
    void failsWhenTheServerDoesNotSayWhetherMorePagesFollow() throws Exception {
        try (PagingServer server = new PagingServer(List.of(users(0, 2)))) {
            server.forgetsPaging = true;

            assertThat(problem(server).type()).isEqualTo("ldap-page-lost");
        }
    }

    @Test
    void failsOnAnUnreadableObjectInsteadOfLeavingItOut() throws Exception {
        Entry unreadable = new Entry("CN=x,DC=corp,DC=example");
        unreadable.addAttribute("objectClass", "user");
        try (PagingServer server = new PagingServer(List.of(List.of(unreadable), users(0, 1), users(1, 1)))) {
            assertThat(problem(server).type()).isEqualTo("ldap-guid-unreadable");
            assertThat(server.asked).doesNotContain("page 2");
        }
    }

    @Test
    void passesOnWhatTheSinkThrows() throws Exception {
        try (PagingServer server = new PagingServer(List.of(users(0, 3), users(3, 3), users(6, 3)))) {
            ProblemException full = new ProblemException(new Problem("disk-full", "d", "r"));

            ProblemException thrown = catchThrowableOfType(
                    ProblemException.class,
                    () -> read(server, account -> {
                        throw full;
                    }));

            assertThat(thrown).isSameAs(full);
            assertThat(server.asked).doesNotContain("page 2");
        }
    }

    @Test
    void readsALargeGroupToItsLastMemberBetweenTwoPages() throws Exception {
        Entry group = group();
        group.addAttribute("member", List.of());
        group.addAttribute("member;range=0-1499", members(0, 1500));
        try (PagingServer server = new PagingServer(List.of(List.of()))) {
            server.groups = List.of(List.of(group), List.of());
            server.ranges = wanted -> Optional.of(
                    switch (wanted) {
                        case "member;range=1500-*" -> part("member;range=1500-2999", members(1500, 1500));
                        case "member;range=3000-*" -> part("member;range=3000-*", members(3000, 501));
                        default -> throw new AssertionError(wanted);
                    });

            read(server, accounts::add);

            Account large = accounts.get(0);
            assertThat(large.objectGuid()).isEqualTo(GROUP);
            assertThat(large.members())
                    .extracting(GroupMember::objectGuid)
                    .containsExactlyElementsOf(IntStream.range(0, 3501)
                            .mapToObj(i -> new ObjectGuid(1, i))
                            .toList());
            assertThat(server.asked)
                    .containsExactly(
                            "page 0",
                            "groups 0",
                            "<GUID=" + GROUP + "> member;range=1500-*",
                            "<GUID=" + GROUP + "> member;range=3000-*",
                            "groups 1");
        }
    }

    @Test
    void takesARangeThatEndsWithAStarAsWhole() throws Exception {
        Entry group = group();
        group.addAttribute("member;range=0-*", members(0, 3));
        try (PagingServer server = new PagingServer(List.of(List.of()))) {
            server.groups = List.of(List.of(group));
            read(server, accounts::add);

            assertThat(accounts.get(0).members()).hasSize(3);
            assertThat(server.asked).containsExactly("page 0", "groups 0");
        }
    }

    @Test
    void readsManyAddressesToTheLast() throws Exception {
        Entry user = user(0);
        user.addAttribute("proxyAddresses;range=0-1", "SMTP:a@x.example", "smtp:b@x.example");
        try (PagingServer server = new PagingServer(List.of(List.of(user)))) {
            server.ranges = wanted -> Optional.of(part("proxyAddresses;range=2-*", List.of("smtp:c@x.example")));

            read(server, accounts::add);

            assertThat(accounts.get(0).addresses()).hasToString("[a@x.example, b@x.example, c@x.example]");
        }
    }

    @Test
    void failsWhenALargeGroupVanishesOrLosesItsRange() throws Exception {
        for (Optional<Entry> answer : List.of(
                Optional.<Entry>empty(),
                Optional.of(new Entry("CN=g,DC=corp,DC=example")),
                Optional.of(part("member;range=0-10", members(0, 11))))) {
            Entry group = group();
            group.addAttribute("member;range=0-1499", members(0, 1500));
            try (PagingServer server = new PagingServer(List.of(List.of(group)))) {
                server.ranges = wanted -> answer;

                assertThat(problem(server).type()).isEqualTo("ldap-changed-during-read");
                assertThat(accounts).isEmpty();
            }
        }
    }

    @Test
    void endsWhenAnotherThreadClosesTheSession() throws Exception {
        try (PagingServer server = new PagingServer(List.of(users(0, 2), users(2, 2)))) {
            server.silentPage = 1;
            DirectorySession session = session(server, Duration.ofMinutes(5));
            CompletableFuture<String> outcome = outcome(session);
            assertThat(server.silent.await(30, TimeUnit.SECONDS)).isTrue();

            session.close();

            assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo("sync-interrupted");
        }
    }

    @Test
    void endsAtTheDeadlineThoughTheServerIsSilent() throws Exception {
        try (PagingServer server = new PagingServer(List.of(users(0, 2), users(2, 2)))) {
            server.silentPage = 1;
            try (DirectorySession session = session(server, Duration.ofSeconds(1))) {
                assertThat(outcome(session).get(30, TimeUnit.SECONDS)).isEqualTo("sync-timeout");
            }
        }
    }

    private CompletableFuture<String> outcome(DirectorySession session) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return "read " + session.readAll(account -> {});
            } catch (ProblemException e) {
                return e.problem().type();
            }
        });
    }

    private Problem problem(PagingServer server) throws InterruptedException, ExecutionException {
        accounts.clear();
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> read(server, accounts::add));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problem().detail()).doesNotContain("ldapSDKVersion");
        return thrown.problem();
    }

    private ReadReport read(PagingServer server, AccountSink sink) throws Exception {
        try (DirectorySession session = session(server, Duration.ofMinutes(5))) {
            return session.readAll(sink);
        }
    }

    private DirectorySession session(PagingServer server, Duration timeout) throws Exception {
        LDAPConnection connection = server.connect();
        Clock clock = Clock.systemUTC();
        return new ActiveSession(
                new ConfigBuilder().build(),
                connection,
                new ServerAddress("dc1.corp.example", 636),
                FOUND,
                new Deadline(clock.instant().plus(timeout), clock),
                timer,
                "svc@CORP.EXAMPLE",
                DirectoryMemory.fresh(clock),
                new ServerBackOff(clock));
    }

    private static List<Entry> users(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(AccountReadTest::user)
                .toList();
    }

    private static Entry user(int number) {
        Entry entry = new Entry("<GUID=" + new ObjectGuid(1, number) + ">;CN=u" + number + ",DC=corp,DC=example");
        entry.addAttribute("objectClass", "top", "person", "user");
        entry.addAttribute("objectGUID", new ObjectGuid(1, number).toBytes());
        entry.addAttribute("mail", "unusable");
        return entry;
    }

    private static Entry group() {
        Entry entry = new Entry("CN=g,DC=corp,DC=example");
        entry.addAttribute("objectClass", "top", "group");
        entry.addAttribute("objectGUID", GROUP.toBytes());
        return entry;
    }

    private static Entry part(String attribute, List<String> values) {
        Entry entry = new Entry("CN=g,DC=corp,DC=example");
        entry.addAttribute(attribute, values);
        return entry;
    }

    private static List<String> members(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> "<GUID=" + new ObjectGuid(1, i) + ">;CN=u" + i + ",DC=corp,DC=example")
                .toList();
    }
}
