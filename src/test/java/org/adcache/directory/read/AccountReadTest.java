package org.adcache.directory.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.AccountSink;
import org.adcache.directory.ActiveSession;
import org.adcache.directory.ConfigBuilder;
import org.adcache.directory.DirectorySession;
import org.adcache.directory.IgnoredEntry;
import org.adcache.directory.IgnoredReason;
import org.adcache.directory.ReadReport;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.directory.controllers.ServerBackOff;
import org.adcache.directory.feed.DirectoryMemory;
import org.adcache.testing.MemoryDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountReadTest {
    private static final DomainProbe.ProbedDomain FOUND = new DomainProbe.ProbedDomain(
            ConfigBuilder.DOMAIN, "DC=corp,DC=example", Optional.empty(), Set.of(), false, false);
    private static final ObjectGuid GROUP = new ObjectGuid(7, 7);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final List<Account> accounts = new ArrayList<>();
    private ConfigBuilder config = new ConfigBuilder();

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void readsPageAfterPageAndIgnoresReferences() throws Exception {
        InMemoryOperationInterceptor references = new InMemoryOperationInterceptor() {
            @Override
            public void processSearchRequest(InMemoryInterceptedSearchRequest search) throws LDAPException {
                search.sendSearchReference(new SearchResultReference(
                        new String[] {"ldaps://other.example/DC=other,DC=example"}, new Control[0]));
            }
        };
        try (MemoryDirectory server = pagesOf(3, references)) {
            server.add(users(0, 7));
            ReadReport report = read(server, accounts::add);

            assertThat(report).isEqualTo(new ReadReport(7, 7));
            assertThat(accounts).extracting(Account::cn).containsExactly("u0", "u1", "u2", "u3", "u4", "u5", "u6");
            assertThat(asked(server)).containsExactly("page 0", "page 1", "page 2", "groups 0");
        }
    }

    @Test
    void readsDynamicGroupsAndPublicFoldersAndNoAccountsOfTrusts() throws Exception {
        try (MemoryDirectory server = new MemoryDirectory()) {
            Entry trust = user(1);
            trust.addAttribute("sAMAccountType", "805306370");
            Entry group = user(2);
            group.setAttribute("objectClass", "top", "msExchDynamicDistributionList");
            Entry folder = user(3);
            folder.setAttribute("objectClass", "top", "publicFolder");
            server.add(List.of(user(0), trust, group, folder));

            assertThat(read(server, accounts::add).accounts()).isEqualTo(3);
            assertThat(accounts).extracting(Account::cn).containsExactlyInAnyOrder("u0", "u2", "u3");

            accounts.clear();
            config.onlyUsers();
            read(server, accounts::add);
            assertThat(accounts).extracting(Account::cn).containsExactly("u0");
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
            try (MemoryDirectory server = pagesOf(2, new EndOfPage(1, code))) {
                server.add(users(0, 6));

                assertThat(problem(server).type().code()).startsWith("ldap-");
                assertThat(asked(server)).containsExactly("page 0", "page 1");
            }
        }
    }

    @Test
    void namesASearchBaseThatIsMissing() throws Exception {
        try (MemoryDirectory server = new MemoryDirectory()) {
            config.searchBase("OU=Nowhere," + MemoryDirectory.BASE);

            assertThat(problem(server).type()).isEqualTo(ProblemType.LDAP_SEARCH_BASE_MISSING);
        }
    }

    @Test
    void namesASearchBaseThatAnotherServerHas() throws Exception {
        try (MemoryDirectory server = new MemoryDirectory(new EndOfPage(0, ResultCode.REFERRAL))) {
            assertThat(problem(server).type()).isEqualTo(ProblemType.LDAP_SEARCH_BASE_MISSING);
        }
    }

    @Test
    void failsWhenTheServerDoesNotSayWhetherMorePagesFollow() throws Exception {
        try (MemoryDirectory server = pagesOf(2, new EndOfPage(0, ResultCode.SUCCESS))) {
            server.add(users(0, 2));

            assertThat(problem(server).type()).isEqualTo(ProblemType.LDAP_PAGE_LOST);
        }
    }

    @Test
    void namesAnObjectWithoutAGuidAndReadsTheOthers() throws Exception {
        Entry unreadable = user(0);
        unreadable.removeAttribute("objectGUID");
        IgnoredEntries ignored = new IgnoredEntries();
        try (MemoryDirectory server = pagesOf(1)) {
            server.add(unreadable);
            server.add(users(1, 2));

            read(server, ignored);
        }
        assertThat(ignored.accounts).hasSize(2);
        assertThat(ignored.entries.get(0).distinguishedName()).isEqualTo(unreadable.getDN());
        assertThat(ignored.entries.get(0).reason()).isEqualTo(IgnoredReason.MALFORMED_GUID);
    }

    @Test
    void failsIfNoObjectHasAGuid() throws Exception {
        Entry unreadable = user(0);
        unreadable.removeAttribute("objectGUID");
        try (MemoryDirectory server = pagesOf(1)) {
            server.add(unreadable);

            assertThat(problem(server).type()).isEqualTo(ProblemType.LDAP_GUID_UNREADABLE);
        }
    }

    @Test
    void passesOnWhatTheSinkThrows() throws Exception {
        try (MemoryDirectory server = pagesOf(3)) {
            server.add(users(0, 9));
            ProblemException full = new ProblemException(new Problem(ProblemType.STORE_WRITE_FAILED, "d", "r"));

            ProblemException thrown = catchThrowableOfType(
                    ProblemException.class,
                    () -> read(server, account -> {
                        throw full;
                    }));

            assertThat(thrown).isSameAs(full);
            assertThat(asked(server)).doesNotContain("page 2");
        }
    }

    @Test
    void readsALargeGroupToItsLastMemberBetweenTwoPages() throws Exception {
        try (MemoryDirectory server = pagesOf(1)) {
            addGroups(server, 3501);
            Entry other = new Entry("CN=h,OU=Groups," + MemoryDirectory.BASE);
            other.addAttribute("objectClass", "top", "group");
            other.addAttribute("objectGUID", new ObjectGuid(8, 8).toBytes());
            server.add(other);

            read(server, accounts::add);

            Account large = accounts.get(0);
            assertThat(large.objectGuid()).isEqualTo(GROUP);
            assertThat(large.members()).extracting(GroupMember::objectGuid).containsExactlyElementsOf(guids(3501));
            assertThat(asked(server))
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
        try (MemoryDirectory server = new MemoryDirectory(new GroupEntry(entry -> {
            entry.addAttribute("member;range=0-*", entry.getAttributeValues("member"));
            entry.setAttribute("member", List.of());
            return entry;
        }))) {
            addGroups(server, 3);

            read(server, accounts::add);

            assertThat(accounts.get(0).members()).hasSize(3);
            assertThat(asked(server)).containsExactly("page 0", "groups 0");
        }
    }

    @Test
    void readsManyAddressesToTheLast() throws Exception {
        Entry user = user(0);
        user.addAttribute(
                "proxyAddresses", "SMTP:a@x.example", "smtp:b@x.example", "smtp:c@x.example", "smtp:d@x.example");
        try (MemoryDirectory server = new MemoryDirectory(new MemoryDirectory.LdapPolicy(1000, 3))) {
            server.add(user);

            read(server, accounts::add);

            assertThat(accounts.get(0).addresses()).hasToString("[a@x.example, b@x.example, c@x.example, d@x.example]");
            assertThat(asked(server)).contains("<GUID=" + new ObjectGuid(1, 0) + "> proxyAddresses;range=3-*");
        }
    }

    @Test
    void failsWhenALargeGroupVanishesOrLosesItsRange() throws Exception {
        for (UnaryOperator<@Nullable Entry> answer :
                List.<UnaryOperator<@Nullable Entry>>of(entry -> null, entry -> new Entry("CN=g,DC=corp,DC=example"))) {
            GroupEntry changed = new GroupEntry(UnaryOperator.identity(), answer);
            try (MemoryDirectory server = new MemoryDirectory(new MemoryDirectory.LdapPolicy(1000, 3), changed)) {
                addGroups(server, 4);

                assertThat(problem(server).type()).isEqualTo(ProblemType.LDAP_CHANGED_DURING_READ);
                assertThat(accounts).isEmpty();
            }
        }
    }

    @Test
    void ignoresAGroupWhoseRangesGoBackOrStandStillOrStartLate() throws Exception {
        for (String range : List.of("member;range=0-1", "member;range=3-2", "member;range=4-5")) {
            GroupEntry broken = new GroupEntry(UnaryOperator.identity(), entry -> part(range, 2));
            assertThat(ignoredGroup(broken, new ConfigBuilder(), 4)).isEqualTo(IgnoredReason.MALFORMED_RANGE);
        }
        GroupEntry late = new GroupEntry(entry -> {
            Entry part = entry.duplicate();
            part.removeAttribute("member;range=0-2");
            part.addAttribute("member;range=1-3", entry.getAttributeValues("member;range=0-2"));
            return part;
        });
        assertThat(ignoredGroup(late, new ConfigBuilder(), 4)).isEqualTo(IgnoredReason.MALFORMED_RANGE);
    }

    @Test
    void ignoresAGroupWhoseRangesNeverEnd() throws Exception {
        GroupEntry endless = new GroupEntry(UnaryOperator.identity(), new UnaryOperator<>() {
            private int first = 3;

            @Override
            public Entry apply(@Nullable Entry entry) {
                first += 2;
                return part("member;range=" + (first - 2) + "-" + (first - 1), 2);
            }
        });

        assertThat(ignoredGroup(endless, new ConfigBuilder().mostMembers(20), 30))
                .isEqualTo(IgnoredReason.TOO_MANY_MEMBERS);
    }

    private IgnoredReason ignoredGroup(GroupEntry fault, ConfigBuilder settings, int members) throws Exception {
        config = settings;
        IgnoredEntries ignored = new IgnoredEntries();
        try (MemoryDirectory server = new MemoryDirectory(new MemoryDirectory.LdapPolicy(1000, 3), fault)) {
            addGroups(server, members);
            read(server, ignored);
        }
        assertThat(ignored.accounts).isEmpty();
        assertThat(ignored.entries).hasSize(1);
        assertThat(ignored.entries.get(0).objectGuid()).contains(GROUP);
        return ignored.entries.get(0).reason();
    }

    @Test
    void stopsReadingAPageThatIsMuchLargerThanAskedFor() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        InMemoryOperationInterceptor flood = new InMemoryOperationInterceptor() {
            @Override
            public void processSearchRequest(InMemoryInterceptedSearchRequest search) throws LDAPException {
                for (int i = 0; i < 50_000; i++) {
                    search.sendSearchEntry(user(i));
                    sent.incrementAndGet();
                }
            }
        };
        try (MemoryDirectory server = new MemoryDirectory(flood)) {
            assertThat(problem(server).type()).isEqualTo(ProblemType.LDAP_PAGE_TOO_LARGE);
            assertThat(accounts).isEmpty();
        }
    }

    @Test
    void stopsWhenPagesRepeatOrAreEmptyWithoutEnd() throws Exception {
        for (int people : List.of(0, 3)) {
            InMemoryOperationInterceptor again = new InMemoryOperationInterceptor() {
                @Override
                public void processSearchResult(InMemoryInterceptedSearchResult search) {
                    search.setResult(new LDAPResult(
                            search.getMessageID(), ResultCode.SUCCESS, null, null, (String[]) null, new Control[] {
                                new SimplePagedResultsControl(0, new ASN1OctetString(new byte[] {0, 0, 0, 0}), false)
                            }));
                }
            };
            try (MemoryDirectory server = pagesOf(5, again)) {
                server.add(users(0, people));

                assertThat(problem(server).type()).isEqualTo(ProblemType.LDAP_NO_PROGRESS);
            }
        }
    }

    @Test
    void namesTheLimitThatAMessageExceeds() throws Exception {
        Entry large = user(0);
        large.addAttribute("proxyAddresses", "smtp:" + "x".repeat(3 << 20));
        try (MemoryDirectory server = new MemoryDirectory()) {
            server.add(large);
            server.maxMessageSize(1 << 20);

            Problem problem = problem(server);

            assertThat(problem.type()).isEqualTo(ProblemType.LDAP_MESSAGE_TOO_LARGE);
            assertThat(problem.remedy()).contains("entries.max-message");
        }
    }

    private static final class IgnoredEntries implements AccountSink {
        private final List<Account> accounts = new ArrayList<>();
        private final List<IgnoredEntry> entries = new ArrayList<>();

        @Override
        public void accept(Account account) {
            accounts.add(account);
        }

        @Override
        public void ignored(IgnoredEntry entry) {
            entries.add(entry);
        }
    }

    @Test
    void endsWhenAnotherThreadClosesTheSession() throws Exception {
        Silence silence = new Silence(1);
        try (MemoryDirectory server = pagesOf(2, silence)) {
            server.add(users(0, 4));
            DirectorySession session = session(server, Duration.ofMinutes(5));
            CompletableFuture<Optional<ProblemType>> outcome = outcome(session);
            assertThat(silence.began.await(30, TimeUnit.SECONDS)).isTrue();

            session.close();

            assertThat(outcome.get(30, TimeUnit.SECONDS)).contains(ProblemType.SYNC_INTERRUPTED);
        } finally {
            silence.over.countDown();
        }
    }

    @Test
    void endsAtTheDeadlineThoughTheServerIsSilent() throws Exception {
        Silence silence = new Silence(1);
        try (MemoryDirectory server = pagesOf(2, silence)) {
            server.add(users(0, 4));
            try (DirectorySession session = session(server, Duration.ofSeconds(1))) {
                assertThat(outcome(session).get(30, TimeUnit.SECONDS)).contains(ProblemType.SYNC_TIMEOUT);
            }
        } finally {
            silence.over.countDown();
        }
    }

    /** Ends the response to a page after its entries with this result code, without saying whether more follow. */
    private static final class EndOfPage extends InMemoryOperationInterceptor {
        private final int page;
        private final ResultCode code;

        EndOfPage(int page, ResultCode code) {
            this.page = page;
            this.code = code;
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult search) {
            if (MemoryDirectory.asked(search).page() == page) {
                search.setResult(new LDAPResult(search.getMessageID(), code));
            }
        }
    }

    /** Blocks a page until the test is over. */
    private static final class Silence extends InMemoryOperationInterceptor {
        private final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);
        private final int page;

        Silence(int page) {
            this.page = page;
        }

        @Override
        public void processSearchResult(InMemoryInterceptedSearchResult search) {
            if (MemoryDirectory.asked(search).page() == page) {
                began.countDown();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Replaces the group's entry, in its page and in the reads of its further members. */
    private static final class GroupEntry extends InMemoryOperationInterceptor {
        private final UnaryOperator<@Nullable Entry> inPage;
        private final UnaryOperator<@Nullable Entry> after;

        GroupEntry(UnaryOperator<@Nullable Entry> inPage) {
            this(inPage, UnaryOperator.identity());
        }

        GroupEntry(UnaryOperator<@Nullable Entry> inPage, UnaryOperator<@Nullable Entry> after) {
            this.inPage = inPage;
            this.after = after;
        }

        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry search) {
            boolean further = MemoryDirectory.asked(search).base().startsWith("<GUID=");
            Entry entry = search.getSearchEntry().duplicate();
            search.setSearchEntry((further ? after : inPage).apply(entry));
        }
    }

    private static MemoryDirectory pagesOf(int entries, InMemoryOperationInterceptor... faults) throws LDAPException {
        return new MemoryDirectory(new MemoryDirectory.LdapPolicy(entries, 1500), faults);
    }

    private static List<String> asked(MemoryDirectory server) {
        return server.asked().stream()
                .map(asked -> asked.base().startsWith("<GUID=")
                        ? asked.base() + " " + asked.attributes().get(0)
                        : (asked.filter().equals(AccountRead.GROUPS.toString()) ? "groups " : "page ") + asked.page())
                .toList();
    }

    private CompletableFuture<Optional<ProblemType>> outcome(DirectorySession session) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                session.readAll(account -> {});
                return Optional.empty();
            } catch (ProblemException e) {
                return Optional.of(e.problem().type());
            }
        });
    }

    private Problem problem(MemoryDirectory server) throws InterruptedException, ExecutionException {
        accounts.clear();
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> read(server, accounts::add));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problem().detail()).doesNotContain("ldapSDKVersion");
        return thrown.problem();
    }

    private ReadReport read(MemoryDirectory server, AccountSink sink) throws Exception {
        try (DirectorySession session = session(server, Duration.ofMinutes(5))) {
            return session.readAll(sink);
        }
    }

    private DirectorySession session(MemoryDirectory server, Duration timeout) throws Exception {
        LDAPConnection connection = server.connect();
        Clock clock = Clock.systemUTC();
        return new ActiveSession(
                config.build(),
                connection,
                new ServerAddress("dc1.corp.example", 636),
                FOUND,
                new Deadline(clock.instant().plus(timeout), clock),
                timer,
                "svc@CORP.EXAMPLE",
                "CORP\\svc",
                DirectoryMemory.fresh(clock),
                new ServerBackOff(clock),
                Optional.empty());
    }

    private static List<Entry> users(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(AccountReadTest::user)
                .toList();
    }

    private static Entry user(int number) {
        Entry entry = new Entry("CN=u" + number + ",DC=corp,DC=example");
        entry.addAttribute("objectClass", "top", "person", "user");
        entry.addAttribute("objectCategory", "person");
        entry.addAttribute("cn", "u" + number);
        entry.addAttribute("objectGUID", new ObjectGuid(1, number).toBytes());
        entry.addAttribute("mail", "unusable");
        return entry;
    }

    /** Members outside the search base, and a group inside with all of them. */
    private void addGroups(MemoryDirectory server, int members) throws LDAPException {
        Entry unit = new Entry("OU=Groups,DC=corp,DC=example");
        unit.addAttribute("objectClass", "top", "organizationalUnit");
        unit.addAttribute("ou", "Groups");
        server.add(unit);
        List<Entry> people = users(0, members);
        server.add(people);
        Entry group = new Entry("CN=g,OU=Groups,DC=corp,DC=example");
        group.addAttribute("objectClass", "top", "group");
        group.addAttribute("cn", "g");
        group.addAttribute("objectGUID", GROUP.toBytes());
        group.addAttribute("member", people.stream().map(Entry::getDN).toList());
        server.add(group);
        config.searchBase(unit.getDN());
    }

    private static Entry part(String attribute, int members) {
        Entry entry = new Entry("CN=g,DC=corp,DC=example");
        entry.addAttribute(
                attribute,
                IntStream.range(0, members)
                        .mapToObj(i -> "<GUID=" + new ObjectGuid(1, i) + ">;CN=u" + i + ",DC=corp,DC=example")
                        .toList());
        return entry;
    }

    private static List<ObjectGuid> guids(int members) {
        return IntStream.range(0, members).mapToObj(i -> new ObjectGuid(1, i)).toList();
    }
}
