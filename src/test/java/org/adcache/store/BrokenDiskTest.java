package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.LAB;
import static org.adcache.store.TestStore.assertProblem;
import static org.adcache.store.TestStore.byGuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adcache.account.Account;
import org.adcache.account.Epoch;
import org.adcache.account.ProblemType;
import org.adcache.store.file.DataFolder;
import org.adcache.store.file.DiskSteps;
import org.adcache.store.key.KeyRing;
import org.adcache.store.key.KeyState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test of a start whose disk is full or can't be written to. */
class BrokenDiskTest {
    private static final Account ADA = Accounts.user(CORP, 1, "Ada");
    private static final Account BOB = Accounts.user(CORP, 2, "Bob");
    private static final Account LOU = Accounts.user(LAB, 1, "Lou");

    @TempDir
    private Path temp;

    private Path data;
    private TestStore test;

    @BeforeEach
    void open() throws StoreException {
        data = temp.resolve("data");
        test = new TestStore(data);
        test.commit(LAB, LOU);
        test.commit(CORP, ADA);
        test.commit(CORP, BOB);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static DiskSteps failing(String reason) {
        return (step, path) -> {
            if (!step.equals("lock")) {
                throw new IOException(reason);
            }
        };
    }

    @Test
    void aFullDiskAtTheStartIsServedAndTheNextCommitSaysWhy() throws Exception {
        Files.write(data.resolve("work-corp-1-90.tmp"), new byte[9]);
        Files.write(data.resolve("integration.json.0a.tmp"), new byte[9]);
        test.steps = failing("No space left on device");
        test.reopen();
        assertThat(test.store.damage()).isEmpty();
        assertThat(test.read(CORP)).isEqualTo(byGuid(BOB));
        assertThatThrownBy(() -> test.commit(CORP, ADA)).hasMessageContaining("No space left on device");
        assertThat(test.read(CORP)).isEqualTo(byGuid(BOB));
        test.steps = DiskSteps.UNOBSERVED;
        test.commit(CORP, ADA);
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA));
    }

    @Test
    void aFolderThatCantBeLockedForWritingIsReadAndKeepsWritersOut() throws Exception {
        test.steps = (step, path) -> {
            throw new IOException("Read-only file system");
        };
        test.reopen();
        assertThat(test.read(CORP)).isEqualTo(byGuid(BOB));
        assertProblem(ProblemType.DATA_DIR_LOCKED, () -> DataFolder.open(data));
        test.steps = DiskSteps.UNOBSERVED;
        assertThatThrownBy(() -> test.commit(CORP, ADA))
                .hasMessageContaining("Read-only file system when adcache started");
        test.reopen();
        test.commit(CORP, ADA);
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA));
    }

    @Test
    void aFolderWithoutALockFileOnAFullDiskIsReadToo() throws Exception {
        test.close();
        Files.delete(data.resolve("lock"));
        test.steps = (step, path) -> {
            throw new IOException("No space left on device");
        };
        test.reopen();
        assertThat(test.read(CORP)).isEqualTo(byGuid(BOB));
        assertThat(data.resolve("lock")).doesNotExist();
    }

    @Test
    void dataOfAnotherEpochIsNotServedThoughItCantBeDeleted() throws Exception {
        test.epoch = new Epoch(2);
        test.steps = failing("Read-only file system");
        test.reopen();
        assertThat(test.store.current().connections()).isEmpty();
        assertThat(data.resolve("keys/corp-1.key")).exists();
    }

    @Test
    void aRemovalThatCantBeFinishedIsNotServed() throws Exception {
        Path key = data.resolve("keys/corp-1.key");
        overwrite(key, KeyState.REMOVED);
        test.steps = failing("Input/output error");
        test.reopen();
        assertThat(test.read(LAB)).isEqualTo(byGuid(LOU));
        assertThat(test.store.current().connections()).containsOnlyKeys(LAB);
        test.steps = DiskSteps.UNOBSERVED;
        test.reopen();
        assertThat(test.store.current().connections()).containsOnlyKeys(LAB);
        assertThat(key).doesNotExist();
    }

    @Test
    void oneKeyDisabledByOrderEndsTheServiceOfAll() throws Exception {
        overwrite(data.resolve("keys/lab-1-1.key"), KeyState.DISABLED);
        for (DiskSteps steps : List.of(failing("Read-only file system"), DiskSteps.UNOBSERVED)) {
            test.steps = steps;
            test.reopen();
            assertThat(test.store.current().connections()).isEmpty();
        }
    }

    /** Leaves the key as an order does that a crash cut off. */
    private void overwrite(Path key, KeyState order) throws Exception {
        new KeyRing(data.resolve("keys"), test.folder.disk(), new byte[0]).destroy(key, order);
    }

    @Test
    void aKeyOfZerosIsDamageAndItsDataIsKept() throws Exception {
        Path key = data.resolve("keys/corp-1.key");
        byte[] whole = Files.readAllBytes(key);
        List<String> files = test.files();
        for (byte[] zeros : List.of(new byte[32], new byte[64])) {
            Files.write(key, zeros);
            test.reopen();
            assertThat(test.store.current().connections()).isEmpty();
            assertThat(test.store.damage()).hasValueSatisfying(problem -> {
                assertThat(problem.type()).isEqualTo(ProblemType.CACHE_UNDECRYPTABLE);
                assertThat(problem.detail()).contains("the key of connection corp is damaged");
            });
            assertThat(test.files()).containsAll(files);
        }
        Files.write(key, whole);
        test.reopen();
        assertThat(test.store.damage()).isEmpty();
        assertThat(test.read(CORP)).isEqualTo(byGuid(BOB));
    }
}
