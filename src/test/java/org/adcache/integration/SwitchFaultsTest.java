package org.adcache.integration;

import static org.adcache.testing.People.CORP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.UnknownReason;
import org.adcache.store.file.DiskSteps;
import org.adcache.store.key.KeyRing;
import org.adcache.store.key.KeyState;
import org.adcache.sync.SyncMode;
import org.adcache.sync.SyncRun;
import org.adcache.testing.Slow;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults while the integration is switched off: each disk step fails or is the last before a crash, then the service
 * starts again. It is off, nothing is served, no key of the old epoch is readable, and the receipt tells.
 */
class SwitchFaultsTest {
    private static final LookupResult OFF = new LookupResult.Unknown(UnknownReason.INTEGRATION_DISABLED);

    private final TestClock clock = new TestClock();

    @TempDir
    Path temp;

    private Path data;

    @BeforeEach
    void openFresh() throws Exception {
        data = temp.resolve("data");
        try (TestSwitch parts = TestSwitch.start(data, clock)) {
            assertThat(parts.found()).isTrue();
        }
    }

    /** A way in which a step of the disk fails. */
    private enum Fault {
        NO_SPACE {
            @Override
            IOException of(Path path) {
                return new FileSystemException(path.toString(), null, "No space left on device");
            }
        },
        NO_DESCRIPTORS {
            @Override
            IOException of(Path path) {
                return new FileSystemException(path.toString(), null, "Too many open files");
            }
        },
        READ_ONLY {
            @Override
            IOException of(Path path) {
                return new AccessDeniedException(path.toString());
            }
        },
        INPUT_OUTPUT {
            @Override
            IOException of(Path path) {
                return new IOException("Input/output error");
            }
        };

        abstract IOException of(Path path);
    }

    @Test
    void everyStepThatFailsOnceIsPendingOrRepeatedAndTheWipeIsFinished() throws Exception {
        boolean failed = true;
        for (int step = 1; failed; step++) {
            failed = failsAt(step, Fault.values()[step % Fault.values().length]);
        }
    }

    @Slow
    @Test
    void everyStepFailsOnceInEachWay() throws Exception {
        for (Fault fault : Fault.values()) {
            boolean failed = true;
            for (int step = 1; failed; step++) {
                failed = failsAt(step, fault);
            }
        }
    }

    private boolean failsAt(int step, Fault fault) throws Exception {
        Path copy = copy("fails-" + fault + "-" + step);
        FailingSteps steps = new FailingSteps();
        try (TestSwitch parts = TestSwitch.start(copy, steps, clock)) {
            assertThat(parts.found()).isTrue();
            steps.failAt(step, fault);
            IntegrationState off = parts.integration.disable();
            String told = steps.failed.map(name -> fault + " at " + name).orElse("nothing failed");
            assertThat(off.enabled()).as(told).isFalse();
            assertThat(parts.answer()).as(told).isEqualTo(OFF);
            assertThat(off.wiping()).as(told).isEqualTo(!off.pending().isEmpty());
            steps.failed
                    .filter(name -> name.startsWith("delete"))
                    .ifPresent(name -> assertThat(off.pending())
                            .as(told)
                            .anySatisfy(left -> assertThat(name).endsWith(left.what())));
            Path crashed = copyOf(copy, "crashed-" + fault + "-" + step);
            parts.timer.pass(Duration.ofSeconds(6));
            assertFinished(parts, copy, told);
            assertOffAfterARestart(crashed, told);
        }
        return steps.failed.isPresent();
    }

    @Test
    void aCrashAtAnyStepOfADisableIsOffAtTheNextStart() throws Exception {
        List<Path> copies = new ArrayList<>();
        FailingSteps steps = new FailingSteps();
        Path copy = copy("crashes");
        try (TestSwitch parts = TestSwitch.start(copy, steps, clock)) {
            steps.before = (step, path) -> copies.add(copyOf(copy, "crash-" + copies.size() + "-" + step));
            parts.integration.disable();
            steps.before = DiskSteps.UNOBSERVED;
        }
        assertThat(copies).hasSizeGreaterThan(8);
        // Before the first key is overwritten nothing has happened yet.
        for (Path crashed : copies.subList(1, copies.size())) {
            assertOffAfterARestart(crashed, crashed.getFileName().toString());
        }
    }

    private void assertOffAfterARestart(Path folder, String told) throws Exception {
        try (TestSwitch parts = TestSwitch.start(folder, clock)) {
            assertFinished(parts, folder, told);
            assertThat(parts.directory.opened()).as(told).isZero();
            assertThat(parts.generation()).as(told).isPositive();
        }
    }

    private static void assertFinished(TestSwitch parts, Path folder, String told) {
        assertThat(parts.state().enabled()).as(told).isFalse();
        assertThat(parts.state().epoch()).as(told).isEqualTo(new Epoch(2));
        assertThat(parts.answer()).as(told).isEqualTo(OFF);
        assertThat(parts.state().pending()).as(told).isEmpty();
        WipeReceipt receipt = parts.state().lastWipe().orElseThrow();
        assertThat(receipt.accounts()).as(told).isEqualTo(10);
        assertThat(receipt.finishedAt()).as(told).isPresent();
        assertThat(TestSwitch.dataFiles(folder)).as(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "keys", "integration.json", "manifest.json", ".dbm"})
    void aDiskThatTakesNothingIsOffAllTheSameAndToldUntilItDoes(String where) throws Exception {
        FailingSteps steps = new FailingSteps();
        try (TestSwitch parts = TestSwitch.start(data, steps, clock)) {
            steps.before = (step, path) -> {
                if (path.toString().contains(where.isEmpty() ? data.toString() : where)) {
                    throw Fault.READ_ONLY.of(path);
                }
            };
            IntegrationState off = parts.integration.disable();
            assertThat(parts.answer()).isEqualTo(OFF);
            assertThat(off.pending()).isNotEmpty();
            boolean keysMayBeReadable = where.isEmpty() || where.equals("keys");
            if (keysMayBeReadable) {
                assertThatThrownBy(parts.integration::enable)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                e -> assertThat(e.problem().type()).isEqualTo(ProblemType.WIPE_INCOMPLETE));
            } else {
                assertThat(keyStates()).doesNotContain(KeyState.PRESENT);
            }
            assertThat(parts.damage.get()).extracting(Problem::type).contains(ProblemType.WIPE_INCOMPLETE);
            steps.before = DiskSteps.UNOBSERVED;
            parts.timer.pass(Duration.ofSeconds(6));
            assertFinished(parts, data, where);
        }
        assertOffAfterARestart(data, where);
    }

    private List<KeyState> keyStates() throws IOException {
        List<KeyState> states = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("keys"))) {
            for (Path file : files.toList()) {
                KeyRing.state(file).ifPresent(states::add);
            }
        }
        return states;
    }

    @Test
    void aStateThatCantBeSavedStaysOffOverRestartsBecauseTheKeysSaySo() throws Exception {
        DiskSteps stateReadOnly = (step, path) -> {
            if (path.toString().contains("integration.json")) {
                throw Fault.READ_ONLY.of(path);
            }
        };
        try (TestSwitch parts = TestSwitch.start(data, stateReadOnly, clock)) {
            IntegrationState off = parts.integration.disable();
            assertThat(off.pending()).singleElement().satisfies(left -> {
                assertThat(left.what()).isEqualTo("integration.json");
                assertThat(left.detail()).contains("permission denied");
            });
            assertThat(off.lastWipe().orElseThrow().destroyed()).contains("keys", "files");
        }
        for (int start = 0; start < 2; start++) {
            try (TestSwitch parts = TestSwitch.start(data, stateReadOnly, clock)) {
                assertThat(parts.state().enabled()).isFalse();
                assertThat(parts.answer()).isEqualTo(OFF);
                assertThat(parts.state().pending()).hasSize(1);
                assertThat(keyStates()).containsExactly(KeyState.DISABLED);
                assertThat(parts.directory.opened()).isZero();
            }
        }
        try (TestSwitch parts = TestSwitch.start(data, clock)) {
            assertThat(parts.state().pending()).isEmpty();
            assertThat(TestSwitch.dataFiles(data)).isEmpty();
        }
    }

    /** As a file system that writes overwritten blocks elsewhere does when it is full. */
    @Test
    void aDiskThatTakesNoWritesButRenamesAndDeletesIsOffAfterARestart() throws Exception {
        Set<String> writes = Set.of("create", "write", "overwrite", "sync");
        FailingSteps steps = new FailingSteps();
        try (TestSwitch parts = TestSwitch.start(data, steps, clock)) {
            steps.before = (step, path) -> {
                if (writes.contains(step)) {
                    throw Fault.NO_SPACE.of(path);
                }
            };
            IntegrationState off = parts.integration.disable();
            assertThat(off.pending())
                    .extracting(WipeReceipt.Pending::what)
                    .containsExactly("keys/corp-1.key", "integration.json");
            assertThat(TestSwitch.dataFiles(data)).containsExactly("integration.off.json");
        }
        try (TestSwitch parts = TestSwitch.start(data, clock)) {
            assertThat(parts.state().enabled()).isFalse();
            assertThat(parts.state().epoch()).isEqualTo(new Epoch(2));
            assertThat(parts.answer()).isEqualTo(OFF);
            assertThat(parts.directory.opened()).isZero();
            assertThat(Files.exists(data.resolve("integration.off.json"))).isFalse();
            assertThat(parts.integration.enable().enabled()).isTrue();
        }
        try (TestSwitch parts = TestSwitch.start(data, clock)) {
            assertThat(parts.found()).isTrue();
        }
    }

    @Test
    void aFolderInPlaceOfAFileStopsNothingElse() throws Exception {
        try (TestSwitch parts = TestSwitch.start(data, clock)) {
            Files.delete(data.resolve("keys/corp-1.key"));
            Files.createDirectories(data.resolve("keys/corp-1.key/full"));
            IntegrationState off = parts.integration.disable();
            assertThat(off.pending()).extracting(WipeReceipt.Pending::what).containsExactly("keys/corp-1.key");
            assertThat(TestSwitch.dataFiles(data)).isEmpty();
            assertThat(parts.integration.enable().enabled()).isTrue();
        }
        try (TestSwitch parts = TestSwitch.start(data, clock)) {
            assertThat(parts.found()).isTrue();
            assertThat(parts.state().pending()).hasSize(1);
            Files.delete(data.resolve("keys/corp-1.key/full"));
            parts.timer.pass(Duration.ofSeconds(6));
            assertThat(parts.state().pending()).isEmpty();
            assertThat(Files.exists(data.resolve("keys/corp-1.key"))).isFalse();
            assertThat(parts.found()).isTrue();
        }
    }

    @Test
    void aCycleStuckInTheNetworkDelaysNothingAndCommitsNothing() throws Exception {
        List<Runnable> held = new CopyOnWriteArrayList<>();
        AtomicBoolean stuck = new AtomicBoolean();
        Executor cycles = task -> {
            if (stuck.get()) {
                held.add(task);
            } else {
                new Thread(task).start();
            }
        };
        try (TestSwitch parts = TestSwitch.restored(data, DiskSteps.UNOBSERVED, clock, cycles)) {
            CountDownLatch reached = parts.directory.stalls();
            parts.integration.startSync();
            parts.sync.request(CORP, SyncMode.FULL);
            assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
            stuck.set(true);
            long start = System.nanoTime();
            IntegrationState off = parts.integration.disable();
            // A tenth of a second on an idle machine; waiting for the cycle would take ten.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(off.pending()).isEmpty();
            stuck.set(false);
            held.forEach(Runnable::run);
            parts.sync.stop();
            assertThat(parts.sync.runs().get(0).outcome()).contains(SyncRun.Outcome.FAILED);
            assertFinished(parts, data, "after the cycle has ended");
        }
    }

    @Test
    void oneFlippedBitAnywhereIsOffAndReportedAndWipesNothing() throws Exception {
        Path file = data.resolve("integration.json");
        byte[] intact = Files.readAllBytes(file);
        List<String> before = TestSwitch.dataFiles(data);
        for (int bit = 5; bit < intact.length * 8; bit += 4099) {
            byte[] flipped = intact.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try (TestSwitch parts = TestSwitch.start(data, clock)) {
                assertThat(parts.state().enabled()).as("bit " + bit).isFalse();
                assertThat(parts.state().epoch()).isEqualTo(Epoch.FIRST);
                assertThat(parts.answer()).isEqualTo(OFF);
                assertThat(parts.damage.get())
                        .extracting(Problem::type)
                        .containsExactly(ProblemType.INTEGRATION_STATE_DAMAGED);
                assertThat(TestSwitch.dataFiles(data)).isEqualTo(before);
            }
        }
        try (TestSwitch parts = TestSwitch.start(data, clock)) {
            parts.integration.enable();
            assertThat(parts.found()).isTrue();
        }
    }

    @Test
    void theLargestNumbersMakeNoDisableImpossible() throws Exception {
        try (TestSwitch parts = TestSwitch.start(data, clock)) {
            parts.file.save(new IntegrationState(
                    true,
                    new Epoch(Long.MAX_VALUE),
                    clock.instant(),
                    Optional.empty(),
                    new Generation(Long.MAX_VALUE),
                    false));
            parts.crash();
        }
        try (TestSwitch parts = TestSwitch.start(data, clock)) {
            assertThat(parts.state().enabled()).isFalse();
            assertThat(parts.damage.get()).hasSize(1);
            IntegrationState off = parts.integration.disable();
            assertThat(off.epoch()).isEqualTo(new Epoch(2));
            assertThat(off.pending()).isEmpty();
            assertThat(TestSwitch.dataFiles(data)).isEmpty();
        }
    }

    @Test
    void theFileOfTheFirstVersionIsReadAndReplaced() throws Exception {
        Path file = data.resolve("integration.json");
        Files.writeString(file, """
                {"enabled":true,"epoch":1,"changedAt":"2026-11-21T10:00:00Z","generation":0,"wiping":false}""");
        try (TestSwitch parts = TestSwitch.start(data, clock)) {
            assertThat(parts.found()).isTrue();
            assertThat(parts.damage.get()).isEmpty();
        }
        assertThat(file).hasSize(8192);
    }

    private Path copy(String name) throws IOException {
        return copyOf(data, name);
    }

    private Path copyOf(Path from, String name) throws IOException {
        Path to = temp.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }

    /** Hook that fails one step, once, or calls another hook before each. */
    private static final class FailingSteps implements DiskSteps {
        private DiskSteps before = DiskSteps.UNOBSERVED;
        private Optional<String> failed = Optional.empty();

        void failAt(int number, Fault fault) {
            int[] remaining = {number};
            before = (step, path) -> {
                if (--remaining[0] == 0) {
                    failed = Optional.of(step + " " + path);
                    throw fault.of(path);
                }
            };
        }

        @Override
        public void before(String step, Path path) throws IOException {
            before.before(step, path);
        }
    }
}
