package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.assertProblem;
import static org.adcache.store.TestStore.byGuid;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.adcache.account.Account;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemType;
import org.adcache.store.key.KeyRing;
import org.adcache.store.manifest.Manifest;
import org.adcache.store.manifest.ManifestJson;
import org.adcache.store.segment.Segment;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDamageTest {
    private static final Account ADA = Accounts.user(CORP, 1, "Ada");
    private static final Account BOB = Accounts.user(CORP, 2, "Bob");
    private static final Account CYD = Accounts.user(CORP, 3, "Cyd");

    @TempDir
    private Path temp;

    private Path data;
    private Path keyFile;

    @BeforeEach
    void twoGenerations() throws StoreException, IOException {
        data = temp.resolve("data");
        keyFile = temp.resolve("key-file");
        try (TestStore test = new TestStore(data)) {
            test.commit(CORP, ADA, BOB);
            test.commit(CORP, CYD);
        }
    }

    @Test
    void anyDamagedFileLeavesOneWholeGenerationOrNone() throws Exception {
        damageAny(20);
    }

    @Slow
    @Test
    void anyFileDamagedInManyWaysLeavesOneWholeGenerationOrNone() throws Exception {
        damageAny(120);
    }

    private void damageAny(int times) throws Exception {
        long seed = System.nanoTime();
        System.out.println("StoreDamageTest seed " + seed);
        Random random = new Random(seed);
        List<Map<ObjectGuid, Account>> whole = List.of(byGuid(ADA, BOB), byGuid(CYD), Map.of());
        List<String> names;
        try (TestStore test = new TestStore(data)) {
            names = test.files();
        }
        for (int i = 0; i < times; i++) {
            Path copy = temp.resolve("copy" + i);
            TestStore.copy(data, copy);
            String name = names.get(i % names.size());
            damage(copy.resolve(name), random);
            try (TestStore test = new TestStore(copy)) {
                Map<ObjectGuid, Account> served = test.read(CORP);
                assertThat(served).as(name).isIn(whole);
                if (!served.equals(byGuid(CYD))) {
                    assertThat(test.store.damage()).as(name).isPresent();
                }
                long generation = test.store.current().generation().number();
                test.commit(CORP, BOB);
                assertThat(test.store.current().generation().number()).isGreaterThan(generation);
                test.reopen();
                assertThat(test.store.damage()).isEmpty();
                assertThat(test.read(CORP)).isEqualTo(byGuid(BOB));
            }
        }
    }

    private static void damage(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        switch (random.nextInt(bytes.length == 0 ? 1 : 4)) {
            case 0 -> Files.delete(file);
            case 1 -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            default -> {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bytes);
            }
        }
    }

    @Test
    void aDamagedNewestSegmentFallsBackToTheGenerationBefore() throws Exception {
        long newest = 0;
        try (TestStore test = new TestStore(data)) {
            newest = test.store.current().generation().number();
        }
        Path segment = segmentNamedIn("manifest.json");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        try (TestStore test = new TestStore(data)) {
            assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOB));
            assertThat(test.store.damage()).hasValueSatisfying(problem -> {
                assertThat(problem.type()).isEqualTo(ProblemType.CACHE_DAMAGED);
                assertThat(problem.detail()).contains(segment.getFileName().toString(), "is served");
            });
            assertThat(segment).exists();
            test.commit(CORP, CYD);
            assertThat(test.store.current().generation().number()).isGreaterThan(newest);
            assertThat(segment).doesNotExist();
        }
    }

    @Test
    void aDamagedDeltaFallsBackToTheGenerationBeforeWhichCanBeChangedAgain() throws Exception {
        Generation lost;
        try (TestStore test = new TestStore(data)) {
            test.commit(CORP, ADA, CYD);
            lost = test.change(CORP, List.of(BOB)).generation();
        }
        Manifest manifest = ManifestJson.read(Files.readAllBytes(data.resolve("manifest.json")));
        List<Segment> segments =
                Objects.requireNonNull(manifest.connections().get(CORP)).segments();
        Path delta = data.resolve(segments.get(segments.size() - 1).file());
        byte[] bytes = Files.readAllBytes(delta);
        bytes[200] ^= 1;
        Files.write(delta, bytes);
        try (TestStore test = new TestStore(data)) {
            assertThat(test.store.damage()).isPresent();
            assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, CYD));
            test.change(CORP, List.of(), ADA.objectGuid());
            assertThat(test.store.current().generation()).isGreaterThan(lost);
            assertThat(test.store.current().forEachSince(lost, new Unvisited())).isFalse();
            test.reopen();
            assertThat(test.store.damage()).isEmpty();
            assertThat(test.read(CORP)).isEqualTo(byGuid(CYD));
        }
    }

    @Test
    void theGenerationFallenBackToIsStillThereAfterADayWithoutASync() throws Exception {
        try (TestStore test = new TestStore(data)) {
            test.commit(CORP, ADA);
        }
        Files.delete(segmentNamedIn("manifest.json"));
        try (TestStore test = new TestStore(data)) {
            assertThat(test.read(CORP)).isEqualTo(byGuid(CYD));
            test.clock.advance(Duration.ofHours(21));
            test.store.mergeDue();
            test.reopen();
            assertThat(test.read(CORP)).isEqualTo(byGuid(CYD));
        }
    }

    @Test
    void aGenerationNumberIsNotUsedTwiceThoughItsManifestIsLost() throws Exception {
        long newest;
        try (TestStore test = new TestStore(data)) {
            newest = test.store.current().generation().number();
        }
        Files.write(data.resolve("manifest.json"), new byte[] {1});
        try (TestStore test = new TestStore(data)) {
            assertThat(test.commit(CORP, BOB).generation().number()).isGreaterThan(newest);
        }
    }

    @Test
    void anotherKeyFileIsToldApartAndTheFormerOneStillFits() throws Exception {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        Files.write(keyFile, key);
        try (TestStore test = new TestStore(data)) {
            test.keyFile = Optional.of(keyFile);
            test.reopen();
            assertThat(test.read(CORP)).isEmpty();
            assertThat(test.store.damage()).hasValueSatisfying(problem -> {
                assertThat(problem.type()).isEqualTo(ProblemType.CACHE_UNDECRYPTABLE);
                assertThat(problem.detail()).contains("store.key-file");
            });
            test.keyFile = Optional.empty();
            test.reopen();
            assertThat(test.store.damage()).isEmpty();
            assertThat(test.read(CORP)).isEqualTo(byGuid(CYD));
            test.keyFile = Optional.of(keyFile);
            test.reopen();
            test.commit(CORP, BOB);
            test.reopen();
            assertThat(test.store.damage()).isEmpty();
            assertThat(test.read(CORP)).isEqualTo(byGuid(BOB));
        }
    }

    @Test
    void aKeyFileThatIsNotOf32BytesIsNamed() throws Exception {
        for (int length : new int[] {0, 31, 33}) {
            Files.write(keyFile, new byte[length]);
            assertProblem(ProblemType.KEY_FILE_INVALID, () -> KeyRing.readKeyFile(Optional.of(keyFile)));
        }
        assertProblem(ProblemType.KEY_FILE_INVALID, () -> KeyRing.readKeyFile(Optional.of(temp)));
        assertProblem(ProblemType.KEY_FILE_INVALID, () -> KeyRing.readKeyFile(Optional.of(temp.resolve("none"))));
    }

    private Path segmentNamedIn(String manifest) throws IOException {
        Manifest read = ManifestJson.read(Files.readAllBytes(data.resolve(manifest)));
        return data.resolve(read.files().iterator().next());
    }
}
