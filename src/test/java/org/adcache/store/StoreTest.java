package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.DOMAIN;
import static org.adcache.store.TestStore.LAB;
import static org.adcache.store.TestStore.assertProblem;
import static org.adcache.store.TestStore.byGuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemType;
import org.adcache.store.file.DiskSteps;
import org.adcache.store.record.AccountCodec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final Account ADA = Accounts.user(CORP, 1, "Ada");
    private static final Account BOB = Accounts.user(CORP, 2, "Bob");
    private static final Account BOBBY = Accounts.user(CORP, 2, "Bobby");
    private static final Account CYD = Accounts.user(CORP, 3, "Cyd");

    @TempDir
    private Path temp;

    private TestStore test;

    @BeforeEach
    void open() throws StoreException {
        test = new TestStore(temp.resolve("data"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void startsEmpty() throws StoreException {
        assertThat(test.store.current().generation()).isEqualTo(Generation.NONE);
        assertThat(test.store.current().connections()).isEmpty();
        assertThat(test.store.damage()).isEmpty();
        assertThat(test.read(CORP)).isEmpty();
    }

    @Test
    void aCommittedReadIsThereAfterARestart() throws StoreException {
        Instant asOf = test.clock.instant();
        test.commit(CORP, ADA, BOB);
        test.commit(LAB, Accounts.user(LAB, 9, "Lab"));
        for (int i = 0; i < 2; i++) {
            assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOB));
            assertThat(test.read(LAB)).hasSize(1);
            assertThat(test.store.current().generation().number()).isGreaterThan(1);
            assertThat(test.store.current().connections().keySet()).containsExactly(CORP, LAB);
            assertThat(test.store.current().connections().get(CORP))
                    .isEqualTo(new ConnectionState(
                            SyncPoint.full(DOMAIN, asOf, 0),
                            new AccountCounts(2, 0, 0),
                            Accounts.attributes(List.of(ADA, BOB))));
            test.reopen();
        }
    }

    @Test
    void comparingTellsWhatADraftWouldChange() throws StoreException {
        test.commit(CORP, ADA, BOB);
        try (Draft draft = test.draft(CORP, List.of(BOBBY, CYD))) {
            DraftChanges changes = draft.compare();
            assertThat(changes.before().total()).isEqualTo(2);
            assertThat(changes.after().total()).isEqualTo(2);
            assertThat(List.of(changes.added(), changes.changed(), changes.removed()))
                    .containsExactly(1, 1, 1);
            assertThat(changes.removedByType()).isEqualTo(new AccountCounts(1, 0, 0));
            assertThat(changes.removedSample()).containsExactly(ADA);
        }
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOB));
        assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void theLastPutOfAnAccountWins() throws StoreException {
        test.commit(CORP, ADA, BOB, BOBBY);
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOBBY));
    }

    @Test
    void aCommitWithoutChangeMovesOnlyTheTime() throws StoreException {
        Generation generation = test.commit(CORP, ADA).generation();
        test.clock.advance(Duration.ofMinutes(30));
        StoreView view = test.commit(CORP, ADA);
        assertThat(view.generation()).isEqualTo(generation);
        test.reopen();
        assertThat(test.store.current().generation()).isEqualTo(generation);
        assertThat(test.store.current().connections())
                .containsEntry(
                        CORP,
                        new ConnectionState(
                                SyncPoint.full(DOMAIN, test.clock.instant(), 0),
                                new AccountCounts(1, 0, 0),
                                Accounts.attributes(List.of(ADA))));
    }

    @Test
    void anEmptyDomainIsACommitToo() throws StoreException {
        assertThat(test.commit(CORP).generation()).isGreaterThan(Generation.NONE);
        assertThat(test.store.current().connections()).containsKey(CORP);
        test.commit(CORP, ADA);
        test.commit(CORP);
        test.reopen();
        assertThat(test.read(CORP)).isEmpty();
    }

    @Test
    void aDraftComparedBeforeAnotherCommitIsRefused() throws StoreException {
        test.commit(CORP, ADA);
        try (Draft held = test.draft(CORP, List.of(BOB))) {
            held.compare();
            test.commit(LAB, Accounts.user(LAB, 9, "Lab"));
            test.commit(CORP, ADA);
            assertProblem(
                    ProblemType.DRAFT_OUTDATED, () -> held.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0)));
        }
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA));
    }

    @Test
    void aHeldDraftOutlivesAMergeAndCommitsOfOtherConnections() throws StoreException {
        test.commit(CORP, people(40));
        test.commit(CORP, people(39));
        try (Draft held = test.draft(CORP, List.of(BOB))) {
            held.compare();
            test.commit(LAB, Accounts.user(LAB, 9, "Lab"));
            test.clock.advance(Duration.ofHours(13));
            test.store.mergeDue();
            held.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0));
        }
        assertThat(test.read(CORP)).isEqualTo(byGuid(BOB));
    }

    @Test
    void aViewIsReadableUntilTheSecondCommitAfterIt() throws StoreException {
        StoreView first = test.commit(CORP, ADA, BOB);
        test.commit(CORP, CYD);
        assertThat(test.read(first, CORP)).isEqualTo(byGuid(ADA, BOB));
        test.commit(CORP, ADA);
        assertProblem(ProblemType.VIEW_OUTDATED, () -> test.read(first, CORP));
    }

    @Test
    void largeGroupsAreCutAndJoined() throws StoreException {
        List<Account> groups = new ArrayList<>();
        for (int i = 0; i < 35; i++) {
            List<GroupMember> members = IntStream.range(0, i == 34 ? 30_000 : 300 * i)
                    .mapToObj(n -> new GroupMember(Accounts.guid(n), Optional.empty()))
                    .toList();
            groups.add(Account.builder(
                            Accounts.guid(i), AccountType.GROUP, CORP, new DistinguishedName("CN=" + i + ",DC=corp"))
                    .members(members)
                    .build());
        }
        test.commit(CORP, groups);
        assertThat(test.read(CORP).values()).containsExactlyInAnyOrderElementsOf(groups);
    }

    @Test
    void moreAccountsThanFitTheBufferAreSortedInRuns() throws StoreException {
        List<Account> people = people(20_500);
        people.add(Accounts.user(CORP, 100, "Changed"));
        people.add(Accounts.user(CORP, 100, "Changed again"));
        try (Draft draft = test.draft(CORP, people)) {
            assertThat(test.files()).anyMatch(name -> name.startsWith("work-corp"));
            assertThat(draft.compare().added()).isEqualTo(20_500);
            draft.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0));
        }
        assertThat(test.read(CORP))
                .hasSize(20_500)
                .containsEntry(Accounts.guid(100), Accounts.user(CORP, 100, "Changed again"));
        assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void manySmallChangesAreMergedAndTheGenerationsGoOn() throws StoreException {
        List<Account> people = people(400);
        test.commit(CORP, people);
        long last = 0;
        for (int i = 0; i < 12; i++) {
            people.set(i, Accounts.user(CORP, i, "Renamed"));
            long generation = test.commit(CORP, people).generation().number();
            assertThat(generation).isGreaterThan(last);
            last = generation;
            assertThat(test.read(CORP).values()).containsExactlyInAnyOrderElementsOf(people);
        }
        assertThat(test.files().stream().filter(name -> name.endsWith(".dbm"))).hasSizeLessThan(10);
    }

    @Test
    void removedAccountsAreGoneFromDiskWithinADay() throws StoreException {
        List<Account> people = people(40);
        test.commit(CORP, people);
        Generation generation = test.commit(CORP, people.subList(1, 40)).generation();
        List<String> holdingTheRemoved = segments();
        for (int minutes = 0; minutes < 24 * 60; minutes += 5) {
            test.clock.advance(Duration.ofMinutes(5));
            test.store.mergeDue();
        }
        assertThat(segments()).hasSize(1).doesNotContainAnyElementsOf(holdingTheRemoved);
        assertThat(test.files()).doesNotContain("manifest.previous.json");
        assertThat(test.store.current().generation()).isEqualTo(generation);
        test.reopen();
        assertThat(test.read(CORP)).hasSize(39);
    }

    @Test
    void otherWordsAreFoldedAnewAtOnceAndOnDiskWithTheNextMerge() throws StoreException {
        test.commit(CORP, ADA, BOB);
        test.folding = 2;
        test.reopen();
        assertThat(test.read(CORP)).hasSize(2);
        List<String> before = segments();
        test.store.mergeDue();
        assertThat(segments()).hasSize(2).containsAll(before);
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOB));
        test.reopen();
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOB));
    }

    @Test
    void onlyWhatDiffersIsFolded() throws StoreException {
        test.commit(CORP, ADA, BOB);
        assertThat(test.folded).isEqualTo(2);
        test.commit(CORP, ADA, BOB);
        assertThat(test.folded).isEqualTo(2);
        test.commit(CORP, ADA, BOBBY, CYD);
        assertThat(test.folded).isEqualTo(4);
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOBBY, CYD));
    }

    @Test
    void connectionsThatAreNotRetainedLoseKeyAndFiles() throws StoreException {
        test.commit(CORP, ADA);
        Generation before = test.commit(LAB, Accounts.user(LAB, 9, "Lab")).generation();
        Draft draft = test.draft(LAB, List.of());
        draft.compare();
        test.store.retain(Set.of(CORP));
        assertThat(test.files()).noneMatch(name -> name.contains("lab-1"));
        assertThat(test.store.current().generation()).isGreaterThan(before);
        assertProblem(ProblemType.DRAFT_OUTDATED, () -> draft.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0)));
        draft.close();
        test.reopen();
        assertThat(test.store.damage()).isEmpty();
        assertThat(test.store.current().connections()).containsOnlyKeys(CORP);
        test.commit(LAB, Accounts.user(LAB, 9, "Lab"));
        test.reopen();
        assertThat(test.read(LAB)).hasSize(1);
    }

    @Test
    void changesAreAppliedAndTheRestStays() throws StoreException {
        test.commit(CORP, ADA, BOB);
        try (ChangeDraft draft = test.store.beginChanges(CORP, test.epoch)) {
            draft.put(ADA);
            draft.put(CYD);
            draft.remove(BOB.objectGuid());
            draft.put(BOBBY);
            draft.remove(Accounts.guid(77));
            assertThat(draft.cached(BOB.objectGuid())).contains(BOB);
            assertThat(draft.cached(CYD.objectGuid())).isEmpty();
            DraftChanges changes = draft.compare();
            assertThat(List.of(changes.added(), changes.changed(), changes.removed()))
                    .containsExactly(1, 1, 0);
            assertThat(changes.before().total()).isEqualTo(2);
            assertThat(changes.after().total()).isEqualTo(3);
            draft.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0));
        }
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOBBY, CYD));
        test.change(CORP, List.of(), CYD.objectGuid());
        test.reopen();
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOBBY));
        assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void anAccountWhoseTypeChangesIsCountedAsWhatItIsNow() throws StoreException {
        test.commit(CORP, ADA, BOB);
        Account contact = Account.builder(
                        BOB.objectGuid(), AccountType.CONTACT, CORP, new DistinguishedName("CN=Bob,DC=corp"))
                .addresses(BOB.addresses())
                .build();
        ConnectionState state = Objects.requireNonNull(
                test.change(CORP, List.of(contact)).connections().get(CORP));
        assertThat(state.counts()).isEqualTo(new AccountCounts(1, 1, 0));
        assertThat(state.attributes()).isEqualTo(Accounts.attributes(List.of(ADA, contact)));
    }

    @Test
    void changesThatChangeNothingMoveOnlyTheSyncPoint() throws StoreException {
        Generation generation = test.commit(CORP, ADA).generation();
        List<String> segments = segments();
        assertThat(test.change(CORP, List.of(ADA), BOB.objectGuid()).generation())
                .isEqualTo(generation);
        assertThat(segments()).isEqualTo(segments);
    }

    @Test
    void onlyAConnectionThatWasReadCanBeChanged() throws StoreException {
        test.commit(CORP, ADA);
        assertProblem(ProblemType.CONNECTION_NOT_CACHED, () -> test.store.beginChanges(LAB, test.epoch));
        assertProblem(ProblemType.EPOCH_CHANGED, () -> test.store.beginChanges(CORP, test.epoch.next()));
        try (ChangeDraft draft = test.store.beginChanges(CORP, test.epoch)) {
            draft.put(BOB);
            test.store.retain(Set.of());
            assertProblem(ProblemType.CONNECTION_NOT_CACHED, draft::compare);
        }
    }

    @Test
    void aHeldChangeDraftIsOutdatedByACommitOfItsConnectionOnly() throws StoreException {
        test.commit(CORP, ADA);
        SyncPoint point = SyncPoint.full(DOMAIN, test.clock.instant(), 0);
        try (ChangeDraft held = test.changes(CORP, Map.of(BOB.objectGuid(), Optional.of(BOB)));
                ChangeDraft outdated = test.changes(CORP, Map.of(ADA.objectGuid(), Optional.empty()))) {
            held.compare();
            outdated.compare();
            test.commit(LAB, Accounts.user(LAB, 9, "Lab"));
            test.store.mergeDue();
            held.commit(point);
            assertProblem(ProblemType.DRAFT_OUTDATED, () -> outdated.commit(point));
        }
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOB));
        assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void theRemovedAreToldByTypeOnceADraftIsCompared() throws Exception {
        test.commit(CORP, ADA, BOB, CYD);
        Draft full = test.draft(CORP, List.of(ADA));
        Draft changes = test.changes(CORP, Map.of(BOB.objectGuid(), Optional.empty()));
        for (Draft draft : List.of(full, changes)) {
            Map<ObjectGuid, AccountType> removed = new HashMap<>();
            assertThatThrownBy(() -> draft.forEachRemoved(removed::put)).isInstanceOf(IllegalStateException.class);
            draft.compare();
            draft.forEachRemoved(removed::put);
            assertThat(removed).hasSize(draft == full ? 2 : 1).containsEntry(BOB.objectGuid(), AccountType.USER);
            draft.close();
        }
    }

    @Test
    void smallChangesNeverRewriteTheBaseWhateverIsDueUntilMergeDueDoes() throws StoreException {
        test.commit(CORP, people(100));
        String base = segments().get(0);
        Generation before = test.store.current().generation();
        List<Account> all = people(100);
        for (int i = 0; i < 60; i++) {
            all.set(i, Accounts.user(CORP, i, "Renamed"));
            test.change(CORP, List.of(all.get(i)));
            test.clock.advance(Duration.ofMinutes(20));
            assertThat(segments()).contains(base);
        }
        assertThat(segments()).hasSizeLessThan(14);
        StoreView unmerged = test.store.current();
        assertThat(unmerged.forEachSince(before, new Visits())).isFalse();
        test.store.mergeDue();
        StoreView merged = test.store.current();
        assertThat(merged.generation()).isEqualTo(unmerged.generation());
        assertThat(test.read(CORP).values()).containsExactlyInAnyOrderElementsOf(all);
        Visits visits = new Visits();
        assertThat(merged.forEachSince(unmerged.generation(), visits)).isTrue();
        assertThat(visits.guids).isEmpty();
        Generation renamed = merged.generation();
        test.change(CORP, List.of(BOB), Accounts.guid(99));
        test.reopen();
        assertThat(test.store.current().forEachSince(renamed, visits)).isTrue();
        assertThat(visits.guids).containsExactlyInAnyOrder(BOB.objectGuid(), Accounts.guid(99));
        assertThat(segments()).doesNotContain(base);
    }

    @Test
    void commitsGoOnWhileTheBaseIsRewritten() throws StoreException {
        test.commit(CORP, people(40));
        test.change(CORP, people(40).subList(0, 0), Accounts.guid(7));
        test.clock.advance(Duration.ofHours(13));
        List<String> before = segments();
        test.steps = once("write", () -> test.change(CORP, List.of(BOBBY)));
        test.store.mergeDue();
        assertThat(test.read(CORP)).hasSize(39).containsEntry(BOBBY.objectGuid(), BOBBY);
        test.change(CORP, List.of(CYD));
        test.change(CORP, List.of(ADA));
        assertThat(segments()).doesNotContainAnyElementsOf(before);
        test.reopen();
        assertThat(test.read(CORP))
                .hasSize(39)
                .containsEntry(BOBBY.objectGuid(), BOBBY)
                .containsEntry(CYD.objectGuid(), CYD);
    }

    @Test
    void aRewrittenBaseThatACommitOvertookIsDropped() throws StoreException {
        test.commit(CORP, people(40));
        test.change(CORP, List.of(), Accounts.guid(7));
        test.clock.advance(Duration.ofHours(13));
        test.steps = once("write", () -> test.commit(CORP, people(30)));
        test.store.mergeDue();
        assertThat(test.read(CORP)).hasSize(30);
        assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
        test.store.mergeDue();
        assertThat(test.read(CORP)).hasSize(30);
    }

    @Test
    void aSmallChangeIsASmallFile() throws Exception {
        test.commit(CORP, people(2000));
        Set<String> before = Set.copyOf(segments());
        test.change(
                CORP,
                people(2000).subList(0, 5).stream()
                        .map(account -> Accounts.user(CORP, account.objectGuid().low(), "Renamed"))
                        .toList());
        for (String name : segments()) {
            if (!before.contains(name)) {
                assertThat(Files.size(test.path.resolve(name))).isLessThanOrEqualTo(4096);
            }
        }
        assertThat(segments()).hasSizeGreaterThan(before.size());
    }

    /** Runs an action before the first such step; later steps are not observed. */
    private DiskSteps once(String awaited, ThrowingCallable action) {
        return (step, path) -> {
            if (step.equals(awaited)) {
                test.steps = DiskSteps.UNOBSERVED;
                try {
                    action.call();
                } catch (Throwable e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private static final class Visits implements ChangeVisitor {
        private final List<ObjectGuid> guids = new ArrayList<>();

        @Override
        public void changed(ConnectionId connection, byte[] account, byte[] words) {
            guids.add(AccountCodec.decode(connection, account).objectGuid());
        }

        @Override
        public void removed(ConnectionId connection, ObjectGuid objectGuid) {
            guids.add(objectGuid);
        }
    }

    @Test
    void theGenerationStartsAboveTheFloor() throws StoreException {
        test.floor = new Generation(1000);
        test.reopen();
        assertThat(test.commit(CORP, ADA).generation()).isGreaterThan(new Generation(1000));
    }

    @Test
    void listenersHearOfCommitsAndWipesInOrder() throws StoreException {
        List<Object> heard = new ArrayList<>();
        test.store.listen(new StoreListener() {
            @Override
            public void committed(StoreView view) {
                heard.add(view);
            }

            @Override
            public void wiped(Epoch newEpoch) {
                heard.add(newEpoch);
            }
        });
        StoreView view = test.commit(CORP, ADA);
        test.store.wipe(new Epoch(2));
        assertThat(heard).containsExactly(view, new Epoch(2));
    }

    private static List<Account> people(int count) {
        List<Account> people = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> people.add(Accounts.user(CORP, i, "Person")));
        return people;
    }

    private List<String> segments() throws StoreException {
        return test.files().stream().filter(name -> name.endsWith(".dbm")).toList();
    }
}
