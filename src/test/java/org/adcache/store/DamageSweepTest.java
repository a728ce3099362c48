package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.LAB;
import static org.adcache.store.TestStore.byGuid;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.adcache.account.Account;
import org.adcache.account.Epoch;
import org.adcache.account.ObjectGuid;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweep over the files that decide what is served: each is cut off and has a bit flipped at many offsets, after a
 * commit of changes and after one that changed nothing. Every start must succeed and serve the committed generation or
 * a predecessor that is named as such; after a wipe nothing.
 */
class DamageSweepTest {
    private static final Account ADA = Accounts.user(CORP, 1, "Ada");
    private static final Account BOB = Accounts.user(CORP, 2, "Bob");
    private static final Account LOU = Accounts.user(LAB, 1, "Lou");

    @TempDir
    private Path temp;

    private Path data;
    private Path wiped;
    private List<String> names;
    private long generation;
    private int copies;

    @BeforeEach
    void commit() throws Exception {
        data = temp.resolve("data");
        wiped = temp.resolve("wiped");
        try (TestStore test = new TestStore(data)) {
            test.commit(LAB, LOU);
            test.commit(CORP, ADA);
            test.change(CORP, List.of(BOB));
            test.change(CORP, List.of());
            test.saveImage("image");
            generation = test.store.current().generation().number();
            names = test.files();
        }
        TestStore.copy(data, wiped);
        try (TestStore test = new TestStore(wiped)) {
            test.store.wipe(new Epoch(2));
        }
    }

    @Test
    void aFewDamages() throws Exception {
        sweep(2);
    }

    @Slow
    @Test
    void manyDamages() throws Exception {
        sweep(6);
    }

    private void sweep(int offsets) throws Exception {
        for (String name : names) {
            byte[] whole = Files.readAllBytes(data.resolve(name));
            for (int i = 0; i < offsets && whole.length > 0; i++) {
                int offset = (int) ((long) whole.length * i / offsets);
                byte[] flipped = whole.clone();
                flipped[offset] ^= (byte) (1 << i % 8);
                startsWith(name, flipped);
                startsWith(name, Arrays.copyOf(whole, offset));
            }
        }
    }

    private void startsWith(String name, byte[] damaged) throws Exception {
        Path copy = copyWith(data, name, damaged);
        try (TestStore test = new TestStore(copy)) {
            Map<ObjectGuid, Account> corp = test.read(CORP);
            Map<ObjectGuid, Account> lab = test.read(LAB);
            boolean newest = corp.equals(byGuid(ADA, BOB)) && lab.equals(byGuid(LOU));
            boolean before = corp.equals(byGuid(ADA)) && lab.equals(byGuid(LOU));
            boolean none = corp.isEmpty() && lab.isEmpty();
            assertThat(newest || before || none).as("%s: one generation", name).isTrue();
            // Only a key, or a segment that both generations share, leaves nothing to serve.
            assertThat(none && !name.endsWith(".key") && !name.endsWith(".dbm"))
                    .as("%s: nothing lost", name)
                    .isFalse();
            assertThat(test.store.current().generation().number()).as(name).isGreaterThanOrEqualTo(generation);
            if (!newest) {
                assertThat(test.store.damage()).as(name).isPresent();
            }
            test.commit(CORP, BOB);
            test.commit(LAB, LOU);
            test.reopen();
            assertThat(test.store.damage()).as(name).isEmpty();
            assertThat(test.read(CORP)).as(name).isEqualTo(byGuid(BOB));
        }
        nothingAfterADisable(name, damaged);
    }

    /** A file that comes back damaged after a wipe, as from the journal of a disk. */
    private void nothingAfterADisable(String name, byte[] damaged) throws Exception {
        Path copy = copyWith(wiped, name, damaged);
        try (TestStore test = new TestStore(copy)) {
            assertThat(test.store.current().connections()).as(name).isEmpty();
        }
    }

    private Path copyWith(Path from, String name, byte[] damaged) throws IOException {
        Path copy = temp.resolve("copy" + copies++);
        TestStore.copy(from, copy);
        Path target = copy.resolve(name);
        Files.createDirectories(target.getParent());
        Files.write(target, damaged);
        return copy;
    }

    @Test
    void twoFilesOfTheNewestGenerationDamagedAtOnceStillLeaveOneOrNone() throws Exception {
        List<String> deciding = new ArrayList<>(names);
        deciding.removeIf(name -> !name.endsWith(".json") && !name.endsWith(".mark"));
        for (String first : deciding) {
            for (String second : deciding) {
                Path copy = copyWith(data, first, new byte[3]);
                Files.write(copy.resolve(second), new byte[700]);
                try (TestStore test = new TestStore(copy)) {
                    assertThat(test.read(CORP))
                            .as("%s, %s", first, second)
                            .isIn(byGuid(ADA, BOB), byGuid(ADA), Map.of());
                    assertThat(test.store.damage()).isPresent();
                }
            }
        }
    }
}
