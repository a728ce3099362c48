package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.LAB;
import static org.adcache.store.TestStore.byGuid;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.adcache.account.Account;
import org.adcache.account.Epoch;
import org.adcache.account.ObjectGuid;
import org.adcache.store.file.DiskSteps;
import org.adcache.testing.Slow;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power cuts at each step, on a disk that loses what was not synced. */
class StorePowerCutTest {
    private static final Account ADA = Accounts.user(CORP, 1, "Ada");
    private static final Account BOB = Accounts.user(CORP, 2, "Bob");
    private static final Account CYD = Accounts.user(CORP, 3, "Cyd");
    private static final Account LOU = Accounts.user(LAB, 4, "Lou");

    @TempDir
    private Path temp;

    private TestStore test;
    private Set<Map<Path, ByteBuffer>> cuts = Set.of();
    private Set<Map<Path, ByteBuffer>> cutsInTheEnd = Set.of();

    @BeforeEach
    void twoConnections() throws StoreException {
        test = new TestStore(temp.resolve("data"));
        test.commit(LAB, LOU);
        test.commit(CORP, ADA, BOB);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aPowerCutDuringACommitLeavesTheOldGenerationOrTheNew() throws Exception {
        cutting(() -> test.commit(CORP, ADA, CYD));
        assertThat(outcomes(cuts)).containsExactlyInAnyOrder(byGuid(ADA, BOB), byGuid(ADA, CYD));
        assertThat(outcomes(cutsInTheEnd)).containsExactly(byGuid(ADA, CYD));
    }

    @Slow
    @Test
    void aPowerCutDuringACommitOfChangesLeavesTheOldGenerationOrTheNew() throws Exception {
        cutting(() -> test.change(CORP, List.of(CYD), BOB.objectGuid()));
        assertThat(outcomes(cuts)).containsExactlyInAnyOrder(byGuid(ADA, BOB), byGuid(ADA, CYD));
        assertThat(outcomes(cutsInTheEnd)).containsExactly(byGuid(ADA, CYD));
    }

    @Slow
    @Test
    void aPowerCutDuringTheFirstCommitLeavesNothingOrAll() throws Exception {
        test.store.retain(Set.of(LAB));
        cutting(() -> test.commit(CORP, ADA));
        assertThat(outcomes(cuts)).containsExactlyInAnyOrder(Map.of(), byGuid(ADA));
        assertThat(outcomes(cutsInTheEnd)).containsExactly(byGuid(ADA));
    }

    @Slow
    @Test
    void aPowerCutDuringAMergeChangesNothing() throws Exception {
        test.change(CORP, List.of(CYD), BOB.objectGuid());
        test.clock.advance(Duration.ofHours(21));
        cutting(() -> test.store.mergeDue());
        assertThat(outcomes(cuts)).containsExactly(byGuid(ADA, CYD));
    }

    @Slow
    @Test
    void aPowerCutWhileAnImageIsSavedLeavesTheOldImageOrTheNewOrNone() throws Exception {
        test.saveImage("old image");
        cutting(() -> test.saveImage("new image"));
        Set<String> images = new HashSet<>();
        for (Map<Path, ByteBuffer> cut : cuts) {
            try (TestStore opened = new TestStore(written(cut))) {
                images.add(opened.image().orElse("none"));
            }
        }
        assertThat(images).contains("old image", "new image").isSubsetOf("old image", "new image", "none");
        assertThat(outcomes(cuts)).containsExactly(byGuid(ADA, BOB));
    }

    @Test
    void noKeyIsLeftOnceAWipeIsDone() throws Exception {
        Map<Path, ByteBuffer> before =
                keys(new LossyDisk(test.path).cutsInTheEnd().iterator().next());
        assertThat(before).hasSize(2);
        cutting(() -> test.store.wipe(new Epoch(2)));
        for (Map<Path, ByteBuffer> cut : cutsInTheEnd) {
            assertThat(keys(cut).values()).doesNotContainAnyElementsOf(before.values());
        }
    }

    private static Map<Path, ByteBuffer> keys(Map<Path, ByteBuffer> files) {
        Map<Path, ByteBuffer> keys = new TreeMap<>(files);
        keys.keySet().removeIf(file -> !file.toString().endsWith(".key"));
        return keys;
    }

    private void cutting(ThrowingCallable action) throws Exception {
        try (LossyDisk disk = new LossyDisk(test.path)) {
            test.steps = disk;
            try {
                action.call();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            test.steps = DiskSteps.UNOBSERVED;
            cuts = Set.copyOf(disk.cuts());
            cutsInTheEnd = Set.copyOf(disk.cutsInTheEnd());
        }
    }

    /** The contents of CORP after each power cut; verifies that each start is clean and can go on. */
    private Set<Map<ObjectGuid, Account>> outcomes(Set<Map<Path, ByteBuffer>> left) throws Exception {
        Set<Map<ObjectGuid, Account>> outcomes = new HashSet<>();
        for (Map<Path, ByteBuffer> files : left) {
            try (TestStore opened = new TestStore(written(files))) {
                assertThat(opened.store.damage()).as("%s", files).isEmpty();
                assertThat(opened.read(LAB)).isEqualTo(byGuid(LOU));
                outcomes.add(opened.store.current().connections().containsKey(CORP) ? opened.read(CORP) : Map.of());
                opened.commit(CORP, CYD);
                assertThat(opened.read(CORP)).isEqualTo(byGuid(CYD));
            }
        }
        return outcomes;
    }

    private Path written(Map<Path, ByteBuffer> files) throws Exception {
        Path folder = Files.createTempDirectory(temp, "cut");
        for (Map.Entry<Path, ByteBuffer> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().array());
        }
        return folder;
    }
}
