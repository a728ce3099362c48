package org.adcache.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.ProblemType;
import org.adcache.store.StoreException;
import org.adcache.store.TestStore;
import org.adcache.store.file.Disk;
import org.adcache.store.file.DiskSteps;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRingTest {
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final Epoch EPOCH = Epoch.FIRST;

    @TempDir
    private Path folder;

    private Path file;
    private String check;
    private byte[] content;

    @BeforeEach
    void createKey() throws StoreException, IOException {
        DataKey key = ring().findOrCreate(CORP, EPOCH);
        check = key.check();
        file = ring().file(CORP, EPOCH);
        content = Files.readAllBytes(file);
    }

    private KeyRing ring() {
        return new KeyRing(folder, new Disk(DiskSteps.UNOBSERVED), new byte[0]);
    }

    @Test
    void aKeyIsFoundAgain() throws Exception {
        assertThat(ring().find(CORP, EPOCH)).map(DataKey::check).contains(check);
        assertThat(ring().state(CORP, EPOCH)).contains(KeyState.PRESENT);
        assertThat(ring().state(CORP, new Epoch(2))).isEmpty();
    }

    @Test
    void aKeyOfThePreviousVersionIsTheSame() throws Exception {
        Files.write(file, Arrays.copyOfRange(content, 16, 48));
        assertThat(ring().find(CORP, EPOCH)).map(DataKey::check).contains(check);
        assertThat(ring().state(CORP, EPOCH)).contains(KeyState.PRESENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"DISABLED", "REMOVED"})
    void anOrderKeepsTheLengthAndDestroysTheKeyInMemoryAsWell(KeyState order) throws Exception {
        for (int length : new int[] {64, 32}) {
            Files.write(file, length == 64 ? content : Arrays.copyOfRange(content, 16, 48));
            KeyRing ring = ring();
            DataKey key = ring.find(CORP, EPOCH).orElseThrow();
            ring.destroy(file, order);
            assertThat(key.destroyed()).isTrue();
            assertThat(key.bytes()).containsOnly(0);
            assertThat(file).hasSize(length);
            assertThat(ring.state(CORP, EPOCH)).contains(order);
            assertThat(ring.destroyed(CORP, EPOCH)).isTrue();
            assertThat(ring.find(CORP, EPOCH)).isEmpty();
        }
    }

    @Test
    void aDamagedOrRemovedKeyIsReplacedAndADisabledOneIsNot() throws Exception {
        ring().destroy(file, KeyState.REMOVED);
        ring().findOrCreate(CORP, EPOCH);
        Files.write(file, new byte[64]);
        DataKey another = ring().findOrCreate(CORP, EPOCH);
        assertThat(another.check()).isNotEqualTo(check);
        ring().destroy(file, KeyState.DISABLED);
        TestStore.assertProblem(ProblemType.EPOCH_CHANGED, () -> ring().findOrCreate(CORP, EPOCH));
    }

    @Test
    void aFileOfAnotherLengthTakesAnOrderToo() throws Exception {
        for (int length : new int[] {0, 5, 33, 5000}) {
            Files.write(file, new byte[length]);
            ring().destroy(file, KeyState.DISABLED);
            assertThat(ring().state(CORP, EPOCH)).contains(KeyState.DISABLED);
        }
    }

    @Test
    void zerosTruncationAndGarbageAreDamageAndNoOrder() throws Exception {
        assertDamaged(new byte[32]);
        assertDamaged(new byte[64]);
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);
        assertDamaged(ones);
        for (int length = 0; length < content.length; length++) {
            assertDamaged(Arrays.copyOf(content, length));
        }
        assertDamaged(Arrays.copyOf(content, 65));
    }

    @Test
    void eachFlippedBitOfAKeyOrOfAMarkerIsDamage() throws Exception {
        assertEachFlippedBitIsDamage(content);
        ring().destroy(file, KeyState.REMOVED);
        assertEachFlippedBitIsDamage(Files.readAllBytes(file));
    }

    private void assertEachFlippedBitIsDamage(byte[] whole) throws IOException {
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertDamaged(flipped);
        }
    }

    private void assertDamaged(byte[] damaged) throws IOException {
        Files.write(file, damaged);
        assertThat(ring().state(CORP, EPOCH)).contains(KeyState.DAMAGED);
        assertThat(ring().destroyed(CORP, EPOCH)).isFalse();
        assertThat(ring().find(CORP, EPOCH)).isEmpty();
    }

    @Test
    void onlyAnOrderOverwritesAndOnlyAFileThatExists() throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> ring().destroy(file, KeyState.DAMAGED));
        Files.delete(file);
        assertThatThrownBy(() -> ring().destroy(file, KeyState.DISABLED)).isInstanceOf(NoSuchFileException.class);
    }
}
