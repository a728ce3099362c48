package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.DOMAIN;
import static org.adcache.store.TestStore.LAB;
import static org.adcache.store.TestStore.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.adcache.account.Account;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.MailAddress;
import org.adcache.account.ProblemType;
import org.adcache.store.file.DiskSteps;
import org.adcache.store.key.KeyRing;
import org.adcache.store.key.KeyState;
import org.adcache.testing.Slow;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWipeTest {
    private static final Epoch SECOND = new Epoch(2);
    private static final int EVERY = 1;
    private static final int SOME = 5;

    @TempDir
    private Path temp;

    private TestStore test;
    private final List<Account> people = new ArrayList<>();

    @BeforeEach
    void open() throws StoreException {
        test = new TestStore(temp.resolve("data"));
        for (int i = 0; i < 50; i++) {
            people.add(Accounts.user(CORP, i, Accounts.NAMES.get(i % Accounts.NAMES.size())));
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void nothingPersonalIsEverOnDiskInTheClear() throws Exception {
        List<byte[]> personal = new ArrayList<>();
        for (Account account : people) {
            for (String text : texts(account)) {
                for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE)) {
                    personal.add(text.getBytes(charset));
                }
            }
        }
        List<String> steps = new ArrayList<>();
        test.steps = (step, path) -> {
            if (!step.equals("write") || steps.size() % 20 == 0) {
                steps.add(step);
                assertNoneOnDisk(personal);
            }
        };
        test.commit(CORP, people);
        test.commit(CORP, people.subList(0, 45));
        test.change(CORP, people.subList(40, 48), people.get(1).objectGuid());
        test.store.wipe(SECOND);
        assertThat(steps).contains("sync", "rename", "overwrite", "delete");
    }

    private void assertNoneOnDisk(List<byte[]> personal) throws IOException {
        for (String name : test.files()) {
            Path file = test.path.resolve(name);
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            for (byte[] text : personal) {
                assertThat(content.contains(new String(text, StandardCharsets.ISO_8859_1)))
                        .as(name)
                        .isFalse();
            }
        }
    }

    private static List<String> texts(Account account) {
        List<String> texts = new ArrayList<>();
        texts.add(account.distinguishedName().value());
        texts.add(account.cn());
        account.samAccountName().ifPresent(name -> texts.add(name.value()));
        account.userPrincipalName().ifPresent(upn -> texts.add(upn.value()));
        account.objectSid().ifPresent(sid -> texts.add(sid.toString()));
        account.addresses().stream().map(MailAddress::value).forEach(texts::add);
        return texts;
    }

    @Test
    void aWipeLeavesNothingAndCountsWhatItDeleted() throws Exception {
        test.commit(CORP, people);
        test.commit(LAB, Accounts.user(LAB, 1, "Lab"));
        test.saveImage("all of them");
        Draft draft = test.draft(CORP, people.subList(0, 3));
        draft.compare();
        Generation before = test.store.current().generation();
        long bytes = test.store.bytesOnDisk();
        // Without format and lock, which stay.
        int files = test.files().size() - 2;
        assertThat(KeyRing.state(test.path.resolve("keys/corp-1.key"))).contains(KeyState.PRESENT);
        List<KeyState> atDeletion = new ArrayList<>();
        test.steps = (step, path) -> {
            if (step.equals("delete") && path.endsWith("corp-1.key")) {
                KeyRing.state(path).ifPresent(atDeletion::add);
            }
        };
        StoreView old = test.store.current();
        assertThat(test.store.wipe(SECOND)).isEqualTo(new WipeReport(51, files, bytes, List.of()));
        assertThat(test.files()).containsExactly("format", "lock");
        assertThat(atDeletion).containsExactly(KeyState.DISABLED);
        assertThat(test.store.current().connections()).isEmpty();
        assertThat(test.store.current().generation()).isGreaterThan(before);
        assertThat(test.store.bytesOnDisk()).isZero();
        assertProblem(ProblemType.VIEW_OUTDATED, () -> test.read(old, CORP));
        assertProblem(ProblemType.EPOCH_CHANGED, () -> draft.commit(SyncPoint.full(DOMAIN, test.clock.instant(), 0)));
        draft.close();
    }

    @Test
    void repeatingAWipeIsHarmless() throws Exception {
        test.commit(CORP, people);
        test.store.wipe(SECOND);
        assertThat(test.store.wipe(SECOND)).isEqualTo(new WipeReport(0, 0, 0, List.of()));
        test.epoch = SECOND;
        test.commit(CORP, people);
        assertThat(test.store.wipe(SECOND)).isEqualTo(new WipeReport(0, 0, 0, List.of()));
        assertThat(test.read(CORP)).hasSize(50);
        assertThatThrownBy(() -> test.store.wipe(Epoch.FIRST)).isInstanceOf(IllegalArgumentException.class);
        assertProblem(ProblemType.EPOCH_CHANGED, () -> test.store.begin(CORP, Epoch.FIRST));
    }

    @Test
    void aFileThatCantBeDeletedSavesNoOtherAndTheWipeCanBeRepeated() throws Exception {
        test.commit(CORP, people);
        test.steps = (step, path) -> {
            if (step.equals("delete") && path.toString().endsWith(".dbm")) {
                throw new IOException("Read-only file system");
            }
        };
        assertThat(test.store.wipe(SECOND).pending()).singleElement().satisfies(left -> {
            assertThat(left.what()).matches("cache-corp-1-\\d+\\.dbm");
            assertThat(left.detail()).contains("Deleting", "Read-only file system");
        });
        assertThat(test.files()).hasSize(3).anyMatch(name -> name.endsWith(".dbm"));
        assertThat(test.store.current().connections()).isEmpty();
        test.steps = DiskSteps.UNOBSERVED;
        assertThat(test.store.wipe(SECOND))
                .matches(all -> all.files() == 1 && all.pending().isEmpty());
        assertThat(test.files()).containsExactly("format", "lock");
    }

    @Test
    void anotherEpochNeverSeesTheData() throws Exception {
        test.commit(CORP, people);
        test.epoch = SECOND;
        test.reopen();
        assertThat(test.store.current().connections()).isEmpty();
        assertThat(test.files()).containsExactly("format", "lock");
    }

    @Test
    void aCommitUnderWayWhenTheWipeBeginsLeavesNothing() throws Exception {
        assertLeavesNothing(SOME, this::commit);
    }

    @Test
    void aCommitOfChangesUnderWayWhenTheWipeBeginsLeavesNothing() throws Exception {
        assertLeavesNothing(SOME, this::commitChanges);
    }

    @Test
    void aMergeUnderWayWhenTheWipeBeginsLeavesNothing() throws Exception {
        assertLeavesNothing(SOME, this::merge);
    }

    @Test
    void anImageUnderWayWhenTheWipeBeginsLeavesNothing() throws Exception {
        assertLeavesNothing(SOME, this::saveImage);
    }

    @Slow
    @Test
    void whateverIsUnderWayAtWhateverStepWhenTheWipeBeginsLeavesNothing() throws Exception {
        assertLeavesNothing(EVERY, this::commit);
        assertLeavesNothing(EVERY, this::commitChanges);
        assertLeavesNothing(EVERY, this::merge);
        assertLeavesNothing(EVERY, this::saveImage);
    }

    private void commit() throws StoreException {
        test.commit(CORP, people);
    }

    private void commitChanges() throws StoreException {
        test.change(CORP, people.subList(38, 42), people.get(0).objectGuid());
    }

    private void merge() throws StoreException {
        test.store.mergeDue();
    }

    private void saveImage() throws StoreException {
        test.store.current().saveImage(TestStore.FORMAT, out -> {
            for (int i = 0; i < 20; i++) {
                out.longs(new long[20_000]);
            }
        });
    }

    private void assertLeavesNothing(int stride, ThrowingCallable work) throws Exception {
        prepare();
        int steps = stepsOf(work);
        assertThat(steps).isGreaterThan(10);
        for (int at = 1; at <= steps; at += stride) {
            test.epoch = test.epoch.next();
            test.store.wipe(test.epoch);
            prepare();
            raceAt(at, work);
            assertThat(test.files()).containsExactly("format", "lock");
            assertThat(test.store.current().connections()).isEmpty();
        }
    }

    /** Commits 40 accounts, their image, and changes for which a merge is due. */
    private void prepare() throws StoreException {
        test.commit(CORP, people.subList(0, 40));
        test.saveImage("40 accounts");
        test.change(CORP, List.of(), people.get(39).objectGuid());
        test.clock.advance(Duration.ofHours(13));
    }

    private int stepsOf(ThrowingCallable work) throws Exception {
        int[] steps = new int[1];
        test.steps = (step, path) -> steps[0]++;
        call(work);
        test.steps = DiskSteps.UNOBSERVED;
        return steps[0];
    }

    private static void call(ThrowingCallable work) throws StoreException {
        try {
            work.call();
        } catch (StoreException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Starts a wipe while the work is blocked at one of its steps, and unblocks it once the wipe has started. */
    private void raceAt(int stepToHold, ThrowingCallable work) throws Exception {
        Epoch next = test.epoch.next();
        AtomicReference<@Nullable Object> wiped = new AtomicReference<>();
        CountDownLatch reached = new CountDownLatch(1);
        Thread wiper = new Thread(() -> {
            try {
                reached.await();
                wiped.set(test.store.wipe(next));
            } catch (StoreException | InterruptedException e) {
                wiped.set(e);
            }
        });
        wiper.start();
        Thread committer = Thread.currentThread();
        int[] steps = new int[1];
        test.steps = (step, path) -> {
            if (Thread.currentThread() == committer && ++steps[0] == stepToHold) {
                reached.countDown();
                awaitEpoch(next);
                boolean over = endedWithoutWaiting(wiper) && erasedEverything(wiped.get());
                assertThat(over && !step.equals("delete"))
                        .as(step + " after the wipe")
                        .isFalse();
            }
        };
        try {
            call(work);
        } catch (StoreException e) {
            assertThat(e.problem().type()).isIn(ProblemType.EPOCH_CHANGED, ProblemType.VIEW_OUTDATED);
        }
        reached.countDown();
        wiper.join(TimeUnit.SECONDS.toMillis(60));
        test.steps = DiskSteps.UNOBSERVED;
        test.epoch = next;
        assertThat(wiped.get()).isInstanceOf(WipeReport.class);
        if (!erasedEverything(wiped.get())) {
            // On a busy machine the wipe may have waited long enough; the switch repeats it.
            assertThat(test.store.wipe(next).pending()).isEmpty();
        }
    }

    /** False if the wipe gave up waiting for the blocked work: nothing was erased yet, so the work may go on. */
    private static boolean erasedEverything(@Nullable Object wiped) {
        return wiped instanceof WipeReport report && report.pending().isEmpty();
    }

    /** Whether the wipe ends without waiting for work that is blocked at one of its steps. */
    private static boolean endedWithoutWaiting(Thread wiper) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (wiper.isAlive() && wiper.getState() != Thread.State.TIMED_WAITING) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        return !wiper.isAlive();
    }

    private void awaitEpoch(Epoch epoch) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!test.store.fence().current().equals(epoch)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
