package org.adcache.sync;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.group;
import static org.adcache.testing.People.user;
import static org.adcache.testing.People.users;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.GroupMember;
import org.adcache.account.GroupMember.Kind;
import org.adcache.account.MailAddress;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemType;
import org.adcache.account.RequiredAttribute;
import org.adcache.directory.ChangeFeed;
import org.adcache.store.Store;
import org.adcache.store.StoreListener;
import org.adcache.store.StoreView;
import org.adcache.sync.accounts.RecentChanges;
import org.adcache.testing.FakeDirectory;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.OpenStore;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cycles with a change feed. */
class ChangeCycleTest {
    private static final Duration RECONCILE = Duration.ofHours(12);

    private final TestClock clock = new TestClock();
    private final ManualTimer timer = new ManualTimer(clock);
    private final FakeDirectory directory = new FakeDirectory();

    @TempDir
    Path temp;

    private OpenStore data;
    private Store store;
    private SyncService sync;

    @BeforeEach
    void open() throws Exception {
        data = OpenStore.in(temp.resolve("data"), clock);
        store = data.store();
        SyncConnection corp = new SyncConnection(
                CORP,
                "corp.example",
                directory,
                EnumSet.allOf(AccountType.class),
                Set.of("addresses", "sAMAccountName", "member"),
                new SyncConfig(Duration.ofMinutes(30), RECONCILE, 0.1, Duration.ofMinutes(10)));
        sync = new SyncService(
                List.of(corp), store, new StoredGroups(store), timer, Runnable::run, clock, new Random(1));
        directory.feeds(ChangeFeed.DIRSYNC);
        directory.showsDeletedObjects(true);
    }

    @AfterEach
    void close() {
        sync.close();
        data.close();
    }

    @Test
    void readsOnlyWhatChanged() {
        startWith(users(200));
        directory.holds(with(users(200), renamed(7), user(201)));
        SyncRun run = run();
        assertThat(directory.entriesRead()).isEqualTo(2);
        assertThat(run.scope()).contains(SyncRun.Scope.CHANGES);
        assertThat(List.of(run.added(), run.changed(), run.removed())).containsExactly(1, 1, 0);
        assertEqual(with(users(200), renamed(7), user(201)));
    }

    @Test
    void goesOnFromTheCommittedPlaceAfterARestart() {
        startWith(users(200));
        sync.stop();
        directory.holds(with(users(200), renamed(7)));
        sync.start(Epoch.FIRST);
        run();
        assertThat(directory.entriesRead()).isEqualTo(1);
        assertEqual(with(users(200), renamed(7)));
    }

    @Test
    void removesWhatIsReportedDeleted() {
        startWith(users(200));
        directory.holds(users(198));
        run();
        assertEqual(users(198));
    }

    @Test
    void noticesUnseenDeletionsWhenItReconciles() {
        startWith(users(200));
        directory.showsDeletedObjects(false);
        directory.holds(users(198));
        run();
        assertEqual(users(200));
        clock.advance(RECONCILE);
        SyncRun reconciliation = run();
        assertThat(reconciliation.scope()).contains(SyncRun.Scope.RECONCILIATION);
        assertThat(directory.entriesRead()).isZero();
        assertEqual(users(198));
        assertThat(sync.status().get(0).lastReconciliation()).contains(clock.instant());
    }

    @Test
    void reconcilesOnRequest() {
        startWith(users(200));
        directory.showsDeletedObjects(false);
        directory.holds(users(198));
        clock.advance(Duration.ofSeconds(1));
        sync.request(CORP, SyncMode.RECONCILE);
        assertThat(sync.runs().get(0).scope()).contains(SyncRun.Scope.RECONCILIATION);
        assertEqual(users(198));
    }

    @Test
    void comparesTheMembersOfEveryGroupWhenItReconciles() {
        startWith(with(users(20), group(1, user(1), user(20)), group(2, user(2))));
        List<Account> now = with(users(20), group(1, user(1)), group(2, user(2)));
        directory.shows(now);
        run();
        assertThat(cached()).contains(group(1, user(1), user(20)));
        clock.advance(RECONCILE);
        assertThat(run().scope()).contains(SyncRun.Scope.RECONCILIATION);
        assertEqual(now);
    }

    /** The last groups by GUID: a sample of the first would not show it. */
    @Test
    void holdsAReconciliationInWhichMostGroupsHaveLostTheirMembers() {
        List<Account> people = users(20);
        List<Account> before = new ArrayList<>(people);
        List<Account> now = new ArrayList<>(people);
        for (int i = 1; i <= 40; i++) {
            before.add(group(i, user(1), user(2)));
            now.add(i <= 10 ? group(i, user(1), user(2)) : group(i));
        }
        startWith(before);
        directory.shows(now);
        clock.advance(RECONCILE);
        run();
        assertHeld("Of 40 groups that had member, 30 have lost it, and no change feed reported why.");
        assertEqual(before);
    }

    @Test
    void appliesAReconciliationInWhichFewGroupsHaveLostTheirMembers() {
        List<Account> people = users(20);
        List<Account> before = new ArrayList<>(people);
        List<Account> now = new ArrayList<>(people);
        for (int i = 1; i <= 40; i++) {
            before.add(group(i, user(1)));
            now.add(i <= 20 ? group(i) : group(i, user(1)));
        }
        startWith(before);
        directory.shows(now);
        clock.advance(RECONCILE);
        assertThat(run().outcome()).contains(SyncRun.Outcome.OK);
        assertEqual(now);
    }

    @Test
    void comparesTheGroupsAtOnceWhenAForeignPrincipalIsDeleted() {
        startWith(with(users(20), group(1, user(1), user(20))));
        List<Account> now = with(users(20), group(1, user(1)));
        directory.shows(now);
        directory.deletesForeignPrincipal(true);
        assertThat(run().scope()).contains(SyncRun.Scope.CHANGES);
        assertEqual(now);
    }

    /** An ordinary account sees a deletion without the object's name. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void comparesTheGroupsAtOnceWhenAMemberThatMayContainAccountsIsDeleted(Kind kind) {
        ObjectGuid member = new ObjectGuid(7, 1);
        directory.has(Map.of(member, kind));
        Account group = listing(group(1, user(1)), member);
        directory.holds(with(users(20), group));
        sync.start(Epoch.FIRST);
        timer.pass(Duration.ZERO);
        assertEqual(with(users(20), labelled(group, Map.of(member, kind))));
        List<Account> now = with(users(20), group(1, user(1)));
        directory.shows(now);
        directory.deletes(member);
        assertThat(run().scope()).contains(SyncRun.Scope.CHANGES);
        if (kind == Kind.NO_GROUP) {
            assertEqual(with(users(20), labelled(group, Map.of(member, kind))));
            clock.advance(RECONCILE);
            run();
        }
        assertEqual(now);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsRecentChangesThatAnotherServerDoesNotKnowUntilASecondReconciliation(boolean everything) {
        Account before = group(1, user(1));
        List<Account> old = with(users(20), before);
        startWith(old);
        List<Account> now = new ArrayList<>(with(old, user(21), renamed(7), group(1, user(1), user(21))));
        now.removeIf(account -> account.objectGuid().equals(user(3).objectGuid()));
        directory.holds(now);
        run();
        assertEqual(now);

        directory.servedBy("dc2.corp.example:636");
        directory.shows(with(old, renamed(8)));
        directory.doubts(Optional.of("The last sync asked dc1."));
        if (everything) {
            directory.losesTheFeed(Optional.of("The last sync asked dc1."));
        }
        run();
        assertEqual(with(now, renamed(8)));

        directory.losesTheFeed(Optional.empty());
        run();
        assertEqual(with(old, renamed(8)));
    }

    @Test
    void readsWhatItKeptAgainAtTheSecondReconciliation() {
        startWith(users(20));
        directory.holds(with(users(20), withoutAddress(user(7))));
        run();
        directory.servedBy("dc2.corp.example:636");
        directory.holds(users(20));
        directory.doubts(Optional.of("The last sync asked dc1."));
        run();
        assertEqual(with(users(20), withoutAddress(user(7))));
        run();
        assertEqual(users(20));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesAtOnceFromAnotherServerWhatIsNoEarlierState(boolean everything) {
        startWith(with(users(20), group(1, user(1))));
        directory.holds(with(users(20), renamed(7), user(21), group(1, user(1), user(2))));
        run();
        directory.servedBy("dc2.corp.example:636");
        List<Account> now =
                new ArrayList<>(with(users(20), withoutAddress(renamed(7)), renamed(8), group(1, user(2), user(3))));
        directory.holds(now);
        directory.doubts(Optional.of("The last sync asked dc1."));
        if (everything) {
            directory.losesTheFeed(Optional.of("The last sync asked dc1."));
        }
        run();
        assertEqual(now);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesTheNewsOfAnotherServerAndKeepsTheRecentChangesThatItDoesNotKnow(boolean everything) {
        List<Account> old = with(users(20), group(1, user(1), user(4)));
        startWith(old);
        List<Account> now = new ArrayList<>(with(old, renamed(7), withoutAddress(user(9)), group(1, user(1), user(2))));
        now.remove(user(3));
        directory.holds(now);
        run();

        directory.servedBy("dc2.corp.example:636");
        directory.shows(with(old, disabled(user(3)), disabled(user(7)), moved(user(9)), group(1, user(4), user(1))));
        directory.doubts(Optional.of("The last sync asked dc1."));
        if (everything) {
            directory.losesTheFeed(Optional.of("The last sync asked dc1."));
        }
        run();
        assertEqual(with(now, disabled(renamed(7)), withoutAddress(moved(user(9))), group(1, user(1), user(2))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesAnAccountBackThatAnotherServerShowsElsewhere(boolean everything) {
        startWith(users(20));
        List<Account> now = new ArrayList<>(users(20));
        now.remove(user(3));
        directory.holds(now);
        run();
        directory.servedBy("dc2.corp.example:636");
        directory.holds(with(now, renamed(3)));
        if (everything) {
            directory.losesTheFeed(Optional.of("The last sync asked dc1."));
        }
        run();
        assertEqual(with(now, renamed(3)));
    }

    @Test
    void takesWhatAnotherServerReportsAfterTheFirstCycleThere() {
        startWith(users(20));
        directory.holds(with(users(20), renamed(7)));
        run();
        directory.servedBy("dc2.corp.example:636");
        directory.shows(users(20));
        run();
        directory.holds(with(users(20), withoutAddress(renamed(7))));
        run();
        assertEqual(with(users(20), withoutAddress(renamed(7))));
    }

    @Test
    void believesAnotherServerAboutChangesOfYesterday() {
        startWith(users(20));
        directory.holds(with(users(20), renamed(7)));
        run();
        clock.advance(RecentChanges.KEPT.plusSeconds(1));
        directory.servedBy("dc2.corp.example:636");
        directory.shows(users(20));
        directory.doubts(Optional.of("The last sync asked dc1."));
        run();
        assertEqual(users(20));
    }

    @Test
    void readsEverythingAtTheLatestAfterSevenDays() {
        startWith(users(20));
        List<Account> silent = new ArrayList<>(users(20));
        silent.set(3, withoutAddress(user(4)));
        directory.shows(silent);
        for (int halfDays = 1; halfDays < 14; halfDays++) {
            clock.advance(RECONCILE.minusSeconds(1));
            assertThat(run().scope()).contains(SyncRun.Scope.RECONCILIATION);
        }
        assertEqual(users(20));
        clock.advance(RECONCILE.minusSeconds(1));
        SyncRun full = run();
        assertThat(full.scope()).contains(SyncRun.Scope.FULL);
        assertThat(full.reason()).contains("The last full read is longer ago than sync.full-every.");
        assertEqual(silent);
        clock.advance(RECONCILE);
        assertThat(run().scope()).contains(SyncRun.Scope.RECONCILIATION);
    }

    @Test
    void findsByReconcilingWhatCameIntoSightAndWhatHasAnotherName() {
        startWith(users(200));
        List<Account> now = with(users(200), renamed(7), user(201));
        directory.shows(now);
        run();
        assertEqual(users(200));
        clock.advance(RECONCILE);
        run();
        assertThat(directory.entriesRead()).isEqualTo(2);
        assertEqual(now);
    }

    @Test
    void reconcilesAtOnceWhenTheFeedDoubtsItself() {
        startWith(users(200));
        directory.shows(users(199));
        directory.doubts(Optional.of("The cursor is another server's."));
        SyncRun run = run();
        assertThat(run.scope()).contains(SyncRun.Scope.RECONCILIATION);
        assertThat(run.reason()).contains("The cursor is another server's.");
        assertEqual(users(199));
    }

    @Test
    void readsEverythingWhenTheFeedIsLost() {
        startWith(users(200));
        directory.shows(users(199));
        directory.losesTheFeed(Optional.of("The server refused the cookie."));
        SyncRun run = run();
        assertThat(run.scope()).contains(SyncRun.Scope.FULL);
        assertThat(run.reason()).contains("The server refused the cookie.");
        assertEqual(users(199));
        directory.losesTheFeed(Optional.empty());
        directory.entriesRead();
        run();
        assertThat(directory.entriesRead()).isZero();
    }

    @Test
    void readsEverythingWhenAsked() {
        startWith(users(20));
        sync.request(CORP, SyncMode.FULL);
        assertThat(directory.entriesRead()).isEqualTo(20);
    }

    @Test
    void readsTheGroupsOfAnAccountThatWasRestored() {
        Account group = group(1, user(1));
        startWith(with(users(20), group));
        Account grown = group(1, user(1), user(21));
        directory.shows(with(users(20), grown));
        directory.holds(with(users(21), grown));
        run();
        assertThat(directory.entriesRead()).isEqualTo(2);
        assertEqual(with(users(21), grown));
    }

    @Test
    void readsTheGroupsOfAnAccountThatWasRestoredIfOnlyTheGroupsShowIt() {
        Account group = group(1, user(1));
        startWith(with(users(20), group));
        Account grown = group(1, user(1), user(21));
        directory.hidesGroups();
        directory.shows(with(users(20), grown));
        directory.holds(with(users(21), grown));
        run();
        assertEqual(with(users(21), grown));
    }

    @Test
    void readsTheGroupsOfAnAccountWhoseDeletionWasNotSeenBeforeItWasRestored() {
        directory.hidesGroups();
        directory.showsDeletedObjects(false);
        Account whole = user(20);
        Account partly = Account.builder(whole.objectGuid(), whole.type(), CORP, whole.distinguishedName())
                .unreadable(Set.of(RequiredAttribute.USER_ACCOUNT_CONTROL))
                .build();
        List<Account> others = users(19);
        startWith(with(others, partly, group(1, user(1), partly)));
        directory.holds(with(others, group(1, user(2))));
        run();
        directory.shows(with(others, group(1, user(2), partly)));
        directory.holds(with(others, partly, group(1, user(2), partly)));
        directory.changed(partly.objectGuid());
        run();
        assertEqual(with(others, partly, group(1, user(2), partly)));
    }

    @Test
    void takesAnAccountOutOfItsGroupsWhenItIsDeletedAndLeavesItOutWhenItIsRestored() {
        Account group = group(1, user(1), user(20));
        startWith(with(users(20), group));
        Account smaller = group(1, user(1));
        directory.shows(with(users(20), smaller));
        directory.holds(with(users(19), smaller));
        run();
        assertEqual(with(users(19), smaller));
        directory.holds(with(users(20), smaller));
        run();
        assertEqual(with(users(20), smaller));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commitsOnceIfWhatIsRemovedHasLeftItsGroups(boolean groupIsReported) {
        startWith(with(users(20), group(1, user(1), user(20)), group(2, user(1))));
        Account smaller = group(1, user(1));
        if (!groupIsReported) {
            directory.shows(with(users(20), smaller, group(2, user(1))));
        }
        List<StoreView> committed = new ArrayList<>();
        store.listen(new StoreListener() {
            @Override
            public void committed(StoreView view) {
                committed.add(view);
            }

            @Override
            public void wiped(Epoch newEpoch) {}
        });
        directory.holds(with(users(19), smaller, group(2, user(1))));
        run();
        assertEqual(with(users(19), smaller, group(2, user(1))));
        assertThat(committed).hasSize(1);
    }

    @Test
    void noticesThatAnAccountWasDeletedAndRestoredSinceTheLastCycle() {
        Account group = group(1, user(1), user(20));
        startWith(with(users(20), group));
        Account smaller = group(1, user(1));
        directory.shows(with(users(19), renamed(20), smaller));
        directory.holds(with(users(20), smaller));
        run();
        assertEqual(with(users(20), smaller));
    }

    @Test
    void readsAllBelowAContainerThatWasRenamed() {
        startWith(users(20));
        List<Account> moved =
                IntStream.rangeClosed(1, 20).mapToObj(ChangeCycleTest::renamed).toList();
        directory.shows(moved);
        directory.renames(Set.of(new ObjectGuid(99, 99)));
        run();
        assertEqual(moved);
    }

    @Test
    void appliesADeletionOfManyThatIsSeenAsTombstones() {
        startWith(users(200));
        directory.holds(users(20));
        assertThat(run().outcome()).contains(SyncRun.Outcome.OK);
        assertEqual(users(20));
    }

    @Test
    void appliesAFullReadWhoseRemovedAreTombstones() {
        startWith(users(200));
        directory.holds(users(20));
        sync.request(CORP, SyncMode.FULL);
        assertThat(sync.runs().get(0).outcome()).contains(SyncRun.Outcome.OK);
        assertEqual(users(20));
    }

    @Test
    void holdsTheLossOfManyAndTellsWhatAnotherServerSays() {
        startWith(users(200));
        directory.shows(users(20));
        directory.elsewhereShows(Set.of(user(150).objectGuid(), user(151).objectGuid(), user(3).objectGuid()));
        clock.advance(RECONCILE);
        assertThat(run().outcome()).contains(SyncRun.Outcome.HELD);
        assertEqual(users(200));
        HeldDraft held = sync.status().get(0).held().orElseThrow();
        assertThat(held.problem().type()).isEqualTo(ProblemType.RESULT_SHRUNKEN);
        assertThat(held.secondOpinion()).contains(new HeldDraft.SecondOpinion("dc2.corp.example:636", 180, 2));
    }

    @Test
    void judgesAfreshAfterADropAndAppliesWhenTold() throws Exception {
        startWith(users(200));
        directory.shows(users(20));
        clock.advance(RECONCILE);
        run();
        sync.decide(CORP, false);
        assertThat(run().outcome()).contains(SyncRun.Outcome.HELD);
        sync.decide(CORP, true);
        assertEqual(users(20));
        directory.entriesRead();
        run();
        assertThat(directory.entriesRead()).isZero();
    }

    @Test
    void keepsWhatWasAppliedByHandFromAServerThatDoesNotKnowItYet() throws Exception {
        startWith(users(200));
        directory.shows(users(20));
        clock.advance(RECONCILE);
        run();
        sync.decide(CORP, true);
        assertEqual(users(20));

        directory.servedBy("dc2.corp.example:636");
        directory.shows(users(200));
        directory.doubts(Optional.of("The last sync asked dc1."));
        run();
        assertEqual(users(20));
    }

    @Test
    void holdsAnAttributeThatSuddenlyNobodyHas() {
        startWith(users(200));
        directory.shows(users(200).stream().map(ChangeCycleTest::withoutAddress).toList());
        sync.request(CORP, SyncMode.FULL);
        assertThat(sync.runs().get(0).outcome()).contains(SyncRun.Outcome.HELD);
        HeldDraft held = sync.status().get(0).held().orElseThrow();
        assertThat(held.problem().type()).isEqualTo(ProblemType.RESULT_LACKS_ATTRIBUTE);
        assertThat(held.problem().detail()).contains("addresses (200 users had it)");
        assertEqual(users(200));
    }

    @Test
    void holdsAFullReadInWhichMostOfOneContainerLostTheirAddresses() {
        List<Account> before = new ArrayList<>(users(200));
        List<Account> after = new ArrayList<>(before);
        for (int i = 0; i < 12; i++) {
            before.set(i, renamed(i + 1));
            after.set(i, withoutAddress(renamed(i + 1)));
        }
        startWith(before);
        directory.shows(after);
        sync.request(CORP, SyncMode.FULL);
        assertHeld("Of 12 users in ou=new,dc=corp,dc=example that had addresses, 12 have lost it");
        assertEqual(before);
    }

    @Test
    void holdsAFullReadInWhichMostLostAFlagOrTheirFurtherAddresses() {
        List<Account> before = users(200).stream()
                .map(account -> with(account, "first@corp.example", "second@corp.example"))
                .toList();
        startWith(before);
        directory.shows(before.stream()
                .map(account -> with(account, "first@corp.example"))
                .toList());
        sync.request(CORP, SyncMode.FULL);
        assertHeld("Of 200 users that had further addresses, 200 have lost it");

        List<Account> flagged = before.stream().map(ChangeCycleTest::flagged).toList();
        directory.holds(flagged);
        sync.request(CORP, SyncMode.FULL);
        assertEqual(flagged);
        directory.shows(before);
        sync.request(CORP, SyncMode.FULL);
        assertHeld("Of 200 users that had the disabled flag, 200 have lost it");
    }

    @Test
    void holdsAFullReadInWhichMostOfAContainerOfTenLostAnAttribute() {
        List<Account> before = new ArrayList<>(users(200));
        List<Account> after = new ArrayList<>(before);
        for (int i = 0; i < 10; i++) {
            before.set(i, renamed(i + 1));
            after.set(i, i < 6 ? withoutAddress(renamed(i + 1)) : renamed(i + 1));
        }
        startWith(before);
        directory.shows(after);
        sync.request(CORP, SyncMode.FULL);
        assertHeld("Of 10 users in ou=new,dc=corp,dc=example that had addresses, 6 have lost it");
        assertEqual(before);
    }

    @Test
    void holdsAFullReadInWhichMostLostOneOfSeveralFurtherAddresses() {
        List<Account> before = users(200).stream()
                .map(account -> with(account, "first@corp.example", "second@corp.example", "third@corp.example"))
                .toList();
        startWith(before);
        directory.shows(before.stream()
                .map(account -> with(account, "second@corp.example", "third@corp.example"))
                .toList());
        sync.request(CORP, SyncMode.FULL);
        assertHeld("Of 200 users that had further addresses, 200 have lost it");
    }

    @Test
    void appliesAFullReadInWhichFewOfAContainerLostAnAttribute() {
        startWith(users(200));
        List<Account> now = new ArrayList<>(users(200));
        for (int i = 0; i < 12; i++) {
            now.set(i, withoutAddress(now.get(i)));
        }
        directory.shows(now);
        sync.request(CORP, SyncMode.FULL);
        assertThat(sync.runs().get(0).outcome()).contains(SyncRun.Outcome.OK);
        assertEqual(now);
    }

    private void assertHeld(String detail) {
        assertThat(sync.runs().get(0).outcome()).contains(SyncRun.Outcome.HELD);
        HeldDraft held = sync.status().get(0).held().orElseThrow();
        assertThat(held.problem().type()).isEqualTo(ProblemType.RESULT_LACKS_ATTRIBUTE);
        assertThat(held.problem().detail()).contains(detail);
    }

    private static Account with(Account plain, String... addresses) {
        return copied(plain)
                .addresses(Stream.of(addresses)
                        .map(text -> MailAddress.parse(text).orElseThrow())
                        .toList())
                .build();
    }

    private static Account flagged(Account plain) {
        return copied(plain).addresses(plain.addresses()).disabled(true).build();
    }

    private static Account blind(Account plain, RequiredAttribute attribute) {
        return copied(plain)
                .addresses(plain.addresses())
                .unreadable(Set.of(attribute))
                .build();
    }

    private static Account room(Account plain) {
        return copied(plain)
                .addresses(plain.addresses())
                .mailboxType(MailboxType.ROOM)
                .build();
    }

    private static Account.Builder copied(Account plain) {
        return Account.builder(plain.objectGuid(), plain.type(), CORP, plain.distinguishedName())
                .cn(plain.cn())
                .samAccountName(plain.samAccountName().orElseThrow())
                .objectSid(plain.objectSid().orElseThrow())
                .primaryGroup(plain.primaryGroup().orElseThrow());
    }

    @Test
    void readsEverythingWhenAllThatChangedLostAnAttribute() {
        startWith(users(200));
        List<Account> blind =
                users(200).stream().map(ChangeCycleTest::withoutAddress).toList();
        List<Account> first = new ArrayList<>(users(200));
        for (int i = 0; i < 12; i++) {
            first.set(i, blind.get(i));
        }
        directory.holds(first);
        directory.shows(blind);
        assertThat(run().outcome()).contains(SyncRun.Outcome.HELD);
        assertThat(sync.runs().get(0).scope()).contains(SyncRun.Scope.FULL);
        assertEqual(users(200));
    }

    @Test
    void appliesALossOfAnAttributeThatOthersStillHave() {
        startWith(users(200));
        List<Account> now = new ArrayList<>(users(200));
        for (int i = 0; i < 12; i++) {
            now.set(i, withoutAddress(now.get(i)));
        }
        directory.holds(now);
        assertThat(run().outcome()).contains(SyncRun.Outcome.OK);
        assertThat(sync.runs().get(0).scope()).contains(SyncRun.Scope.CHANGES);
        assertEqual(now);
    }

    @Test
    void noticesALostRightByTheFirstAccountThatChanges() {
        startWith(users(200));
        List<Account> blind =
                users(200).stream().map(ChangeCycleTest::withoutAddress).toList();
        directory.holds(with(users(200), withoutAddress(user(3))));
        directory.shows(blind);
        assertThat(run().outcome()).contains(SyncRun.Outcome.HELD);
        assertThat(sync.runs().get(0).reason().orElseThrow()).contains("users has addresses any more, where 1 had");
        assertEqual(users(200));
    }

    /** In a domain that is hardened later nobody's disabled flag is reported any more. */
    @ParameterizedTest
    @EnumSource(
            value = RequiredAttribute.class,
            names = {"USER_ACCOUNT_CONTROL", "ACCOUNT_EXPIRES"})
    void noticesThatAFlagCanNoLongerBeReadByTheFirstAccountThatChanges(RequiredAttribute attribute) {
        startWith(users(200));
        directory.holds(with(users(200), blind(renamed(3), attribute)));
        directory.shows(users(200).stream()
                .map(account ->
                        blind(account.objectGuid().equals(user(3).objectGuid()) ? renamed(3) : account, attribute))
                .toList());
        assertThat(run().outcome()).contains(SyncRun.Outcome.HELD);
        assertThat(sync.runs().get(0).reason().orElseThrow())
                .contains("users has " + attribute.ldapName() + " any more, where 1 had");
        assertHeld("Of 200 users that had " + attribute.ldapName() + ", 200 have lost it");
        assertEqual(users(200));
    }

    @Test
    void holdsAFullReadInWhichMostRoomsLostTheKindOfTheirMailbox() {
        List<Account> rooms = new ArrayList<>(users(200));
        for (int i = 0; i < 20; i++) {
            rooms.set(i, room(rooms.get(i)));
        }
        startWith(rooms);
        directory.shows(users(200));
        sync.request(CORP, SyncMode.FULL);
        assertHeld("Of 20 users that had msExchRecipientTypeDetails, 20 have lost it");
        assertEqual(rooms);
    }

    @Test
    void readsTheFormerOwnerOfANameAgainWhoseDeletionIsUnseen() {
        startWith(users(20));
        directory.showsDeletedObjects(false);
        List<Account> now = new ArrayList<>(users(20));
        now.set(6, recreated(7));
        directory.holds(now);
        run();
        assertThat(directory.entriesRead()).isEqualTo(1);
        assertEqual(now);
    }

    @Test
    void readsAnAccountAgainThatGaveItsNameToAnother() {
        startWith(users(20));
        List<Account> now = new ArrayList<>(users(20));
        now.set(6, named(7, "Former"));
        now.set(7, named(8, "User 7"));
        directory.shows(now);
        directory.changed(user(8).objectGuid());
        run();
        assertThat(directory.entriesRead()).isEqualTo(2);
        assertEqual(now);
    }

    @Test
    void followsNamesThatWerePassedOnInACircle() {
        startWith(users(20));
        List<Account> now = new ArrayList<>(users(20));
        now.set(0, named(1, "User 2"));
        now.set(1, named(2, "User 3"));
        now.set(2, named(3, "User 1"));
        directory.shows(now);
        directory.changed(user(1).objectGuid());
        run();
        assertEqual(now);
    }

    private static Account recreated(int number) {
        Account plain = user(number);
        return Account.builder(new ObjectGuid(70, number), plain.type(), CORP, plain.distinguishedName())
                .cn(plain.cn())
                .addresses(plain.addresses())
                .primaryGroup(plain.primaryGroup().orElseThrow())
                .objectSid(plain.primaryGroup().orElseThrow())
                .samAccountName(plain.samAccountName().orElseThrow())
                .build();
    }

    private static Account named(int number, String cn) {
        Account plain = user(number);
        return Account.builder(
                        plain.objectGuid(),
                        plain.type(),
                        CORP,
                        new DistinguishedName("CN=" + cn + ",OU=People,DC=corp,DC=example"))
                .cn(cn)
                .addresses(plain.addresses())
                .primaryGroup(plain.primaryGroup().orElseThrow())
                .objectSid(plain.objectSid().orElseThrow())
                .samAccountName(plain.samAccountName().orElseThrow())
                .build();
    }

    @Test
    void leavesAnAccountInItsGroupsThatMovedOutOfSight() {
        Account group = group(1, user(1), user(20));
        startWith(with(users(20), group));
        directory.shows(with(users(19), group));
        clock.advance(RECONCILE);
        run();
        assertEqual(with(users(19), labelled(group, Map.of(user(20).objectGuid(), Kind.NO_GROUP))));
        assertThat(directory.askedFor()).isEmpty();
    }

    @Test
    void asksOnceForTheKindOfMembersThatAreNoAccounts() {
        ObjectGuid computer = new ObjectGuid(7, 1);
        ObjectGuid principal = new ObjectGuid(7, 2);
        ObjectGuid outside = new ObjectGuid(7, 3);
        ObjectGuid missing = new ObjectGuid(7, 4);
        directory.has(Map.of(computer, Kind.NO_GROUP, principal, Kind.ELSEWHERE, outside, Kind.UNKNOWN));
        Account group = listing(group(1, user(1)), computer, principal, outside, missing);
        directory.holds(with(users(20), group));
        sync.start(Epoch.FIRST);
        timer.pass(Duration.ZERO);
        Account labelled = labelled(group, Map.of(computer, Kind.NO_GROUP, principal, Kind.ELSEWHERE));
        assertEqual(with(users(20), labelled));
        assertThat(directory.askedFor()).containsExactly(Set.of(computer, principal, outside, missing));

        Account other = listing(group(2), computer, outside);
        directory.holds(with(users(20), group, other, renamed(3)));
        run();
        assertEqual(with(users(20), labelled, labelled(other, Map.of(computer, Kind.NO_GROUP)), renamed(3)));
        assertThat(directory.askedFor()).isEmpty();
        Generation before = store.current().generation();
        clock.advance(RECONCILE);
        run();
        assertThat(store.current().generation()).isEqualTo(before);
        assertThat(directory.askedFor()).containsExactly(Set.of(outside, missing));
    }

    @Test
    void asksAgainForWhatWasNotFoundWhenItReconciles() {
        ObjectGuid late = new ObjectGuid(7, 1);
        Account group = listing(group(1), late);
        startWith(with(users(20), group));
        directory.has(Map.of(late, Kind.NO_GROUP));
        clock.advance(RECONCILE);
        run();
        assertEqual(with(users(20), labelled(group, Map.of(late, Kind.NO_GROUP))));
        directory.askedFor();
        clock.advance(RECONCILE);
        run();
        assertThat(directory.askedFor()).isEmpty();
    }

    @Test
    void knowsTheKindsOfMembersAfterARestart() {
        ObjectGuid computer = new ObjectGuid(7, 1);
        ObjectGuid another = new ObjectGuid(7, 2);
        directory.has(Map.of(computer, Kind.NO_GROUP, another, Kind.NO_GROUP));
        Account group = listing(group(1), computer);
        directory.holds(with(users(20), group));
        sync.start(Epoch.FIRST);
        timer.pass(Duration.ZERO);
        sync.stop();
        directory.askedFor();
        Account more = listing(group, another);
        directory.holds(with(users(20), more));
        sync.start(Epoch.FIRST);
        run();
        assertEqual(with(users(20), labelled(more, Map.of(computer, Kind.NO_GROUP, another, Kind.NO_GROUP))));
        assertThat(directory.askedFor()).containsExactly(Set.of(another));
    }

    @Test
    void asksInTheNextCycleForTheMembersOfAHeldResult() throws Exception {
        ObjectGuid computer = new ObjectGuid(7, 1);
        Account group = listing(group(1), computer);
        startWith(users(200));
        directory.has(Map.of(computer, Kind.NO_GROUP));
        directory.shows(with(users(100), group));
        clock.advance(RECONCILE);
        assertThat(run().outcome()).contains(SyncRun.Outcome.HELD);
        sync.decide(CORP, true);
        assertThat(cached()).contains(group);
        run();
        assertEqual(with(users(100), labelled(group, Map.of(computer, Kind.NO_GROUP))));
    }

    private static Account listing(Account group, ObjectGuid... members) {
        List<GroupMember> all = new ArrayList<>(group.members());
        Stream.of(members)
                .map(member -> new GroupMember(member, Optional.empty()))
                .forEach(all::add);
        return group.withMembers(all);
    }

    private static Account labelled(Account group, Map<ObjectGuid, Kind> kinds) {
        return group.withMembers(group.members().stream()
                .map(member -> member.withKind(kinds.getOrDefault(member.objectGuid(), Kind.UNKNOWN)))
                .toList());
    }

    @Test
    void keepsTheGenerationWhenAReadOfChangesBreaksOff() {
        startWith(users(200));
        Generation before = store.current().generation();
        directory.holds(with(users(200), renamed(7), renamed(8)));
        directory.failsAfter(1);
        assertThat(run().outcome()).contains(SyncRun.Outcome.FAILED);
        assertThat(store.current().generation()).isEqualTo(before);
        directory.failsAfter(Integer.MAX_VALUE);
        run();
        assertEqual(with(users(200), renamed(7), renamed(8)));
    }

    @Test
    void agreesWithTheDirectoryAfterEveryCycleWhateverHappened() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Account> now = new ArrayList<>(users(100));
        startWith(now);
        for (int cycle = 0; cycle < 60; cycle++) {
            now = mutated(now, random);
            directory.holds(now);
            if (random.nextInt(10) == 0) {
                clock.advance(RECONCILE);
            }
            assertThat(run().outcome()).as("seed %s", seed).contains(SyncRun.Outcome.OK);
            assertThat(cached()).as("seed %s, cycle %s", seed, cycle).containsExactlyInAnyOrderElementsOf(now);
        }
    }

    private static List<Account> mutated(List<Account> before, Random random) {
        List<Account> after = new ArrayList<>(before);
        for (int i = random.nextInt(8); i > 0; i--) {
            int number = 1 + random.nextInt(150);
            after.removeIf(account -> account.objectGuid().equals(user(number).objectGuid()));
            switch (random.nextInt(4)) {
                case 0 -> after.add(user(number));
                case 1 -> after.add(renamed(number));
                case 2 -> after.add(withoutAddress(user(number)));
                default -> {}
            }
        }
        return after;
    }

    private void startWith(List<Account> accounts) {
        directory.holds(accounts);
        sync.start(Epoch.FIRST);
        timer.pass(Duration.ZERO);
        assertThat(sync.runs().get(0).scope()).contains(SyncRun.Scope.FULL);
        assertEqual(accounts);
        directory.entriesRead();
    }

    private SyncRun run() {
        clock.advance(Duration.ofSeconds(1));
        sync.request(CORP, SyncMode.AUTO);
        return sync.runs().get(0);
    }

    private void assertEqual(List<Account> expected) {
        assertThat(cached()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<Account> cached() {
        List<Account> cached = new ArrayList<>();
        try {
            store.current().forEachAccount(CORP, cached::add);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return cached;
    }

    private static List<Account> with(List<Account> accounts, Account... others) {
        Set<ObjectGuid> replaced = Stream.of(others).map(Account::objectGuid).collect(Collectors.toSet());
        List<Account> all = new ArrayList<>(accounts);
        all.removeIf(account -> replaced.contains(account.objectGuid()));
        all.addAll(List.of(others));
        return all;
    }

    private static Account renamed(int number) {
        return moved(user(number));
    }

    private static Account moved(Account account) {
        return account.copy()
                .distinguishedName(new DistinguishedName("CN=" + account.cn() + ",OU=New,DC=corp,DC=example"))
                .build();
    }

    private static Account withoutAddress(Account account) {
        return account.copy().addresses(List.of()).build();
    }

    private static Account disabled(Account account) {
        return account.copy().disabled(true).build();
    }
}
