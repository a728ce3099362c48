package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.DOMAIN;
import static org.adcache.store.TestStore.FORMAT;
import static org.adcache.store.TestStore.LAB;
import static org.adcache.store.TestStore.byGuid;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.Epoch;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemType;
import org.adcache.store.file.DataFolder;
import org.adcache.store.file.Disk;
import org.adcache.store.file.DiskSteps;
import org.adcache.testing.Slow;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crash test: the folder is copied before each disk step, and each step is made to fail. */
class StoreCrashTest {
    private static final Account[] OLD = people("Old", 8);
    private static final Account[] NEW = people("New", 6);
    private static final Account ELSEWHERE = Accounts.user(LAB, 50, "Elsewhere");

    @TempDir
    private Path temp;

    private TestStore test;
    private final List<Path> copies = new ArrayList<>();

    @BeforeEach
    void open() throws StoreException {
        test = new TestStore(temp.resolve("data"));
        test.commit(LAB, ELSEWHERE);
        test.commit(CORP, OLD);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aCrashDuringACommitLeavesTheOldGenerationOrTheNew() throws Exception {
        recording(() -> test.commit(CORP, NEW));
        assertThat(outcomes()).containsExactlyInAnyOrder(byGuid(OLD), byGuid(NEW));
    }

    @Slow
    @Test
    void aCrashDuringASmallCommitLeavesTheOldGenerationOrTheNew() throws Exception {
        List<Account> more = new ArrayList<>(List.of(OLD));
        more.add(Accounts.user(CORP, 20, "More"));
        recording(() -> test.commit(CORP, more));
        assertThat(outcomes()).containsExactlyInAnyOrder(byGuid(OLD), byGuid(more.toArray(Account[]::new)));
    }

    @Test
    void aCrashDuringACommitOfChangesLeavesTheOldGenerationOrTheNew() throws Exception {
        Account more = Accounts.user(CORP, 20, "More");
        Map<ObjectGuid, Account> expected = byGuid(OLD);
        expected.put(more.objectGuid(), more);
        expected.remove(OLD[0].objectGuid());
        recording(() -> test.change(CORP, List.of(more), OLD[0].objectGuid()));
        assertThat(copies).hasSizeGreaterThan(5);
        assertThat(outcomes()).containsExactlyInAnyOrder(byGuid(OLD), expected);
    }

    @Slow
    @Test
    void aCrashWhileTheNewestSegmentsAreMergedLeavesTheOldGenerationOrTheNew() throws Exception {
        Map<ObjectGuid, Account> expected = byGuid(OLD);
        for (int i = 0; i < 3; i++) {
            test.change(CORP, List.of(NEW[i]));
            expected.put(NEW[i].objectGuid(), NEW[i]);
        }
        Map<ObjectGuid, Account> before = Map.copyOf(expected);
        expected.put(NEW[3].objectGuid(), NEW[3]);
        recording(() -> test.change(CORP, List.of(NEW[3])));
        assertThat(outcomes()).containsExactlyInAnyOrder(before, expected);
    }

    @Slow
    @Test
    void aStepThatFailsKeepsTheGenerationAndTheChangesCanBeCommittedAgain() throws Exception {
        boolean failed = true;
        for (int step = 1; failed; step++) {
            Account next = Accounts.user(CORP, 3, "Step " + step);
            Map<ObjectGuid, Account> before = test.read(CORP);
            FailingStep failing = new FailingStep(step);
            test.steps = failing;
            try (ChangeDraft draft = test.changes(CORP, Map.of(next.objectGuid(), Optional.of(next)))) {
                try {
                    draft.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0));
                } catch (StoreException e) {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.STORE_WRITE_FAILED);
                    assertThat(test.read(CORP)).isEqualTo(before);
                    draft.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0));
                }
            }
            failed = failing.failed;
            test.steps = DiskSteps.UNOBSERVED;
            assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
            test.reopen();
            assertThat(test.store.damage()).isEmpty();
            assertThat(test.read(CORP)).hasSize(OLD.length).containsEntry(next.objectGuid(), next);
        }
    }

    @Slow
    @Test
    void aCrashDuringAMergeChangesNothing() throws Exception {
        List<Account> changed = new ArrayList<>(List.of(OLD));
        changed.set(3, NEW[3]);
        test.commit(CORP, changed);
        test.clock.advance(Duration.ofHours(21));
        recording(() -> test.store.mergeDue());
        assertThat(copies).hasSizeGreaterThan(5);
        assertThat(outcomes()).containsExactly(byGuid(changed.toArray(Account[]::new)));
    }

    @Slow
    @Test
    void aCrashWhileAnImageIsSavedLeavesTheOldImageOrTheNew() throws Exception {
        Account more = Accounts.user(CORP, 20, "More");
        test.saveImage("old image");
        test.change(CORP, List.of(more));
        Map<ObjectGuid, Account> accounts = test.read(CORP);
        recording(() -> test.store.current().saveImage(FORMAT, out -> {
            out.text("new image");
            out.longs(new long[300_000]);
        }));
        assertThat(copies).hasSizeGreaterThan(5);
        Set<String> images = new HashSet<>();
        for (Path copy : copies) {
            try (TestStore opened = new TestStore(copy)) {
                images.add(opened.store.current().image(FORMAT).orElseThrow().read(in -> {
                    String text = in.text();
                    assertThat(text.equals("old image") || in.longs().length == 300_000)
                            .isTrue();
                    return text;
                }));
                opened.saveImage("next image");
                assertThat(opened.image()).hasValue("next image");
                assertThat(opened.files().stream().filter(name -> name.contains("index-")))
                        .hasSize(1);
            }
        }
        assertThat(images).containsExactlyInAnyOrder("old image", "new image");
        assertThat(outcomes()).containsExactly(accounts);
    }

    @Test
    void aStepThatFailsWhileAnImageIsSavedLeavesOneThatIsWhole() throws Exception {
        test.saveImage("image 0");
        boolean failed = true;
        for (int step = 1; failed; step++) {
            String before = test.image().orElseThrow();
            String next = "image " + step;
            FailingStep failing = new FailingStep(step);
            test.steps = failing;
            try {
                test.saveImage(next);
            } catch (StoreException e) {
                assertThat(e.problem().type()).isEqualTo(ProblemType.STORE_WRITE_FAILED);
                assertThat(e.problem().detail()).contains("No space left on device");
            }
            failed = failing.failed;
            test.steps = DiskSteps.UNOBSERVED;
            assertThat(test.image().orElseThrow()).isIn(before, next);
            assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
            test.reopen();
            assertThat(test.store.damage()).isEmpty();
            assertThat(test.image().orElseThrow()).isIn(before, next);
            assertThat(test.read(CORP)).isEqualTo(byGuid(OLD));
        }
    }

    @Test
    void aCrashWhileAConnectionIsRemovedIsFinishedAtTheNextStart() throws Exception {
        test.saveImage("old image");
        recording(() -> test.store.retain(Set.of(LAB)));
        for (Path copy : copies) {
            try (TestStore opened = new TestStore(copy)) {
                boolean there = !opened.read(CORP).isEmpty();
                assertThat(opened.files().stream().anyMatch(name -> name.endsWith(".img")))
                        .isEqualTo(there);
                assertThat(opened.image().isPresent()).isEqualTo(there);
            }
        }
        assertThat(outcomes()).containsExactlyInAnyOrder(byGuid(OLD), Map.of());
    }

    @Test
    void aCrashDuringAWipeIsFinishedByTheNextStart() throws Exception {
        test.saveImage("old image");
        Draft draft = test.draft(CORP, List.of(NEW));
        draft.compare();
        recording(() -> test.store.wipe(new Epoch(2)));
        draft.close();
        assertThat(copies).hasSizeGreaterThan(5);
        for (Path copy : copies) {
            try (DataFolder folder = DataFolder.open(copy);
                    Store store = Store.open(
                            folder,
                            new StoreConfig(copy, test.keyFile),
                            new Epoch(2),
                            test.floor,
                            TestStore.words(1),
                            test.clock)) {
                assertThat(store.current().connections()).isEmpty();
                assertThat(store.damage()).isEmpty();
                assertThat(Disk.list(copy.resolve("keys"))).isEmpty();
                assertThat(Disk.list(copy))
                        .extracting(file -> file.getFileName().toString())
                        .containsExactlyInAnyOrder("format", "keys", "lock");
            }
        }
    }

    @Slow
    @Test
    void aStepThatFailsKeepsTheOldGenerationAndTheCommitCanBeRepeated() throws Exception {
        boolean failed = true;
        for (int step = 1; failed; step++) {
            Account[] next = step % 2 == 1 ? NEW : OLD;
            Account[] last = step % 2 == 1 ? OLD : NEW;
            FailingStep failing = new FailingStep(step);
            test.steps = failing;
            try (Draft draft = test.draft(CORP, List.of(next))) {
                try {
                    draft.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0));
                } catch (StoreException e) {
                    assertThat(e.problem().type()).isEqualTo(ProblemType.STORE_WRITE_FAILED);
                    assertThat(e.problem().detail()).contains("No space left on device");
                    assertThat(test.read(CORP)).isEqualTo(byGuid(last));
                    draft.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0));
                }
            }
            failed = failing.failed;
            assertThat(test.read(CORP)).isEqualTo(byGuid(next));
            assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
            test.steps = DiskSteps.UNOBSERVED;
            test.reopen();
            assertThat(test.store.damage()).isEmpty();
            assertThat(test.read(CORP)).isEqualTo(byGuid(next));
        }
    }

    private void recording(ThrowingCallable action) throws Exception {
        int[] writes = new int[1];
        test.steps = (step, path) -> {
            if (!step.equals("write") || writes[0]++ % 4 == 0) {
                copy();
            }
        };
        try {
            action.call();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        test.steps = DiskSteps.UNOBSERVED;
        copy();
    }

    private void copy() throws IOException {
        Path copy = temp.resolve("copy" + copies.size());
        TestStore.copy(test.path, copy);
        copies.add(copy);
    }

    /** The contents of CORP in all copies; verifies that each is intact and contains the other connection. */
    private Set<Map<ObjectGuid, Account>> outcomes() throws Exception {
        Set<Map<ObjectGuid, Account>> outcomes = new HashSet<>();
        for (Path copy : copies) {
            try (TestStore opened = new TestStore(copy)) {
                assertThat(opened.store.damage()).isEmpty();
                assertThat(opened.read(LAB)).isEqualTo(byGuid(ELSEWHERE));
                outcomes.add(opened.read(CORP));
                assertThat(opened.files()).noneMatch(name -> name.endsWith(".tmp"));
                opened.commit(CORP, NEW);
                assertThat(opened.read(CORP)).isEqualTo(byGuid(NEW));
            }
        }
        return outcomes;
    }

    private static Account[] people(String name, int count) {
        Account[] people = new Account[count];
        for (int i = 0; i < count; i++) {
            people[i] = Accounts.user(CORP, i, name);
        }
        return people;
    }

    /** Hook that fails one step, once. */
    private static final class FailingStep implements DiskSteps {
        private int remaining;
        private boolean failed;

        FailingStep(int step) {
            this.remaining = step;
        }

        @Override
        public void before(String step, Path path) throws IOException {
            if (--remaining == 0 && !step.equals("delete")) {
                failed = true;
                throw new IOException("No space left on device");
            }
        }
    }
}
