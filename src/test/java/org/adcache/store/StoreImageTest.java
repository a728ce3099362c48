package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.FORMAT;
import static org.adcache.store.TestStore.LAB;
import static org.adcache.store.TestStore.assertProblem;
import static org.adcache.store.TestStore.byGuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.adcache.account.Account;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ProblemType;
import org.adcache.store.file.DataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an index image exists, and when it doesn't. */
class StoreImageTest {
    private static final Account ADA = Accounts.user(CORP, 1, "Ada");
    private static final Account BOB = Accounts.user(CORP, 2, "Bob");
    private static final Account LOU = Accounts.user(LAB, 3, "Lou");
    private static final String OLD = "old image";
    private static final String NEW = "new image";

    @TempDir
    private Path temp;

    private TestStore test;

    @BeforeEach
    void twoConnections() throws StoreException {
        test = new TestStore(temp.resolve("data"));
        test.commit(CORP, ADA, BOB);
        test.commit(LAB, LOU);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aSavedImageIsThereAfterARestart() throws Exception {
        assertThat(test.store.current().image(FORMAT)).isEmpty();
        Instant then = test.clock.instant();
        test.saveImage(OLD);
        test.clock.advance(Duration.ofHours(30));
        for (int i = 0; i < 2; i++) {
            assertThat(test.image()).hasValue(OLD);
            IndexImage image = test.store.current().image(FORMAT).orElseThrow();
            assertThat(image.generation()).isEqualTo(test.store.current().generation());
            assertThat(image.writtenAt()).isEqualTo(then);
            test.reopen();
            test.store.mergeDue();
        }
    }

    /** In the service this runs on a thread whose failures are not reported. */
    @Test
    void warmingUpDoesNotFail() throws Exception {
        test.saveImage(OLD);
        IndexImage.warmUp();
        assertThat(test.image()).hasValue(OLD);
    }

    @Test
    void anImageOfAnEarlierGenerationIsThereForTheLaterOnes() throws Exception {
        StoreView before = test.store.current();
        Generation earlier = test.commit(CORP, ADA).generation();
        test.saveImage(OLD);
        StoreView now = test.commit(CORP, BOB);
        assertThat(now.image(FORMAT))
                .hasValueSatisfying(image -> assertThat(image.generation()).isEqualTo(earlier));
        assertThat(before.image(FORMAT)).isEmpty();
        test.reopen();
        assertThat(test.image()).hasValue(OLD);
    }

    @Test
    void aSecondImageTakesThePlaceOfTheFirst() throws Exception {
        test.saveImage(OLD);
        test.saveImage(NEW);
        assertThat(test.image()).hasValue(NEW);
        test.commit(CORP, ADA);
        test.saveImage(OLD);
        assertThat(test.image()).hasValue(OLD);
        assertThat(images()).hasSize(1);
        assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void anImageReplacedWhileItIsHeldIsOutdated() throws Exception {
        test.saveImage(OLD);
        IndexImage old = test.store.current().image(FORMAT).orElseThrow();
        test.saveImage(NEW);
        assertProblem(ProblemType.VIEW_OUTDATED, () -> old.read(ImageInput::text));
        test.commit(CORP, ADA);
        test.saveImage(NEW);
        assertProblem(ProblemType.VIEW_OUTDATED, () -> old.read(ImageInput::text));
    }

    @Test
    void anotherFormatIsNotRead() throws Exception {
        test.saveImage(OLD);
        assertThat(test.store.current().image("another")).isEmpty();
        assertThat(test.image()).hasValue(OLD);
    }

    @Test
    void onlyItsOwnerMayReadItAndItCountsAsOnDisk() throws Exception {
        long bytes = test.store.bytesOnDisk();
        test.saveImage(OLD);
        Path image = test.path.resolve(images().get(0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(image)))
                .isEqualTo("rw-------");
        assertThat(test.store.bytesOnDisk()).isEqualTo(bytes + Files.size(image));
        assertThat(test.store.figures().imageBytes()).hasValue(Files.size(image));
    }

    @Test
    void nothingThatIsWrittenCanBeFoundInTheFile() throws Exception {
        byte[] name = "Zoë O'Brien-Łuczak".getBytes(StandardCharsets.UTF_8);
        byte[] number = {2, 3, 5, 7, 11, 13, 17, 19};
        test.store.current().saveImage(FORMAT, out -> {
            out.text(new String(name, StandardCharsets.UTF_8));
            out.bytes(name);
            out.longs(new long[] {
                ByteBuffer.wrap(number).order(ByteOrder.LITTLE_ENDIAN).getLong()
            });
        });
        byte[] file = Files.readAllBytes(test.path.resolve(images().get(0)));
        for (byte[] plain : List.of(name, number)) {
            assertThat(new String(file, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(plain, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(plain, 0, 5, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void aStoreWithoutConnectionsHasNoImage() throws Exception {
        test.store.wipe(new Epoch(2));
        test.store.current().saveImage(FORMAT, out -> {
            throw new AssertionError("written");
        });
        assertThat(images()).isEmpty();
    }

    @Test
    void anImageOfAnotherEpochIsNotThere() throws Exception {
        test.saveImage(OLD);
        String name = images().get(0);
        byte[] image = Files.readAllBytes(test.path.resolve(name));
        test.epoch = new Epoch(2);
        test.store.wipe(test.epoch);
        assertThat(images()).isEmpty();
        test.commit(CORP, ADA);
        test.commit(LAB, LOU);
        Files.write(test.path.resolve(name), image);
        Files.write(test.path.resolve(name.replace("index-1-", "index-2-")), image);
        assertThat(test.image()).isEmpty();
        test.reopen();
        assertThat(images()).isEmpty();
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA));
    }

    @Test
    void anImageOfAGenerationThatWasLostIsNotThereAndItsNumberIsNotUsedAgain() throws Exception {
        Generation lost = test.commit(CORP, ADA).generation();
        test.saveImage(OLD);
        Files.write(test.path.resolve("manifest.json"), new byte[] {1});
        test.reopen();
        Generation fallenBack = test.store.current().generation();
        assertThat(fallenBack).isGreaterThan(lost);
        assertThat(test.image()).isEmpty();
        assertThat(images()).isEmpty();
        assertThat(test.commit(CORP, BOB).generation()).isGreaterThan(fallenBack);
    }

    @Test
    void withAnotherKeyFileItIsNotThere() throws Exception {
        test.saveImage(OLD);
        String name = images().get(0);
        byte[] image = Files.readAllBytes(test.path.resolve(name));
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        test.keyFile = Optional.of(Files.write(temp.resolve("key-file"), key));
        test.reopen();
        assertThat(test.image()).isEmpty();
        test.commit(CORP, ADA, BOB);
        test.commit(LAB, LOU);
        Files.write(test.path.resolve(name), image);
        assertThat(test.image()).isEmpty();
        test.store.mergeDue();
        assertThat(images()).isEmpty();
    }

    @Test
    void itGoesWithAnyOfItsConnections() throws Exception {
        test.saveImage(OLD);
        String name = images().get(0);
        byte[] image = Files.readAllBytes(test.path.resolve(name));
        test.store.retain(Set.of(CORP, LAB));
        assertThat(test.image()).hasValue(OLD);
        IndexImage held = test.store.current().image(FORMAT).orElseThrow();
        StoreView before = test.store.current();
        test.store.retain(Set.of(CORP));
        assertThat(images()).isEmpty();
        assertProblem(ProblemType.VIEW_OUTDATED, () -> held.read(ImageInput::text));
        assertProblem(ProblemType.VIEW_OUTDATED, () -> before.saveImage(FORMAT, out -> out.text(OLD)));
        Files.write(test.path.resolve(name), image);
        assertThat(test.image()).isEmpty();
        test.commit(LAB, LOU);
        assertThat(test.image()).isEmpty();
        test.reopen();
        assertThat(images()).isEmpty();
    }

    @Test
    void anotherImagesFileUnderItsNameIsNotThere() throws Exception {
        test.saveImage(OLD);
        String name = images().get(0);
        byte[] image = Files.readAllBytes(test.path.resolve(name));
        test.commit(CORP, ADA);
        test.saveImage(NEW);
        Files.write(test.path.resolve(images().get(0)), image);
        assertThat(test.image()).isEmpty();
    }

    @Test
    void anImageOfAReplacedGenerationIsGoneWithinADay() throws Exception {
        test.saveImage(OLD);
        test.clock.advance(Duration.ofMinutes(1));
        test.commit(CORP, ADA);
        test.clock.advance(Duration.ofHours(20).minusMinutes(2));
        test.store.mergeDue();
        assertThat(test.image()).hasValue(OLD);
        test.clock.advance(Duration.ofMinutes(1));
        test.store.mergeDue();
        assertThat(images()).isEmpty();
    }

    @Test
    void anOldImageCanStillBeBegunWithAndThenGoes() throws Exception {
        test.saveImage(OLD);
        test.commit(CORP, ADA);
        test.clock.advance(Duration.ofHours(50));
        test.reopen();
        assertThat(test.image()).hasValue(OLD);
        test.store.mergeDue();
        assertThat(images()).isEmpty();
    }

    @Test
    void anImageFromTheFutureIsNotTrustedToGrowOld() throws Exception {
        test.clock.advance(Duration.ofDays(100));
        test.saveImage(OLD);
        test.clock.advance(Duration.ofDays(-100));
        test.store.mergeDue();
        assertThat(test.image()).hasValue(OLD);
        test.commit(CORP, ADA);
        test.store.mergeDue();
        assertThat(images()).isEmpty();
    }

    @Test
    void anImageOfAReplacedGenerationIsAsOldAsThatIs() throws Exception {
        StoreView replaced = test.store.current();
        Instant since = test.clock.instant();
        test.clock.advance(Duration.ofHours(5));
        test.commit(CORP, ADA);
        replaced.saveImage(FORMAT, out -> out.text(OLD));
        assertThat(test.store.current().image(FORMAT))
                .hasValueSatisfying(image -> assertThat(image.writtenAt()).isEqualTo(since));
        test.clock.advance(Duration.ofHours(15));
        assertProblem(ProblemType.VIEW_OUTDATED, () -> replaced.saveImage(FORMAT, out -> out.text(OLD)));
        test.store.mergeDue();
        assertThat(images()).isEmpty();
    }

    @Test
    void commitsGoOnWhileItIsWritten() throws Exception {
        Generation generation = test.store.current().generation();
        test.store.current().saveImage(FORMAT, out -> {
            out.text(OLD);
            test.commit(CORP, ADA);
        });
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA));
        assertThat(test.image()).hasValue(OLD);
        assertThat(test.store.current().image(FORMAT).orElseThrow().generation())
                .isEqualTo(generation);
    }

    @Test
    void whatFailsWhileWritingLeavesTheOneBefore() throws Exception {
        test.saveImage(OLD);
        assertThatThrownBy(() -> test.store.current().saveImage(FORMAT, out -> {
                    out.longs(new long[100_000]);
                    throw new IllegalStateException("writing failed");
                }))
                .hasMessage("writing failed");
        assertThat(test.image()).hasValue(OLD);
        assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void aFullDiskLosesOnlyTheImage() throws Exception {
        test.saveImage(OLD);
        int[] writes = new int[1];
        test.steps = (step, path) -> {
            if (step.equals("write") && path.getFileName().toString().startsWith("index-") && ++writes[0] == 3) {
                throw new IOException("No space left on device");
            }
        };
        assertProblem(
                ProblemType.STORE_WRITE_FAILED,
                () -> test.store.current().saveImage(FORMAT, out -> out.longs(new long[200_000])));
        assertThat(test.files()).noneMatch(name -> name.endsWith(".tmp"));
        assertThat(test.image()).hasValue(OLD);
        assertThat(test.commit(CORP, ADA).generation())
                .isEqualTo(test.store.current().generation());
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA));
    }

    @Test
    void aStoreThatIsClosedMeanwhileGetsNone() throws Exception {
        StoreView view = test.store.current();
        Thread closer = new Thread(test.store::close);
        assertProblem(
                ProblemType.VIEW_OUTDATED,
                () -> view.saveImage(FORMAT, out -> {
                    closer.start();
                    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                    while (System.nanoTime() < deadline) {
                        out.longs(new long[10_000]);
                    }
                    throw new AssertionError("not told that the store is being closed");
                }));
        closer.join();
        assertThat(test.files()).noneMatch(name -> name.contains("index-"));
        assertProblem(ProblemType.VIEW_OUTDATED, () -> view.saveImage(FORMAT, out -> out.text(OLD)));
    }

    @Test
    void readingEndsWithTheWipe() throws Exception {
        test.store.current().saveImage(FORMAT, out -> {
            for (int i = 0; i < 20; i++) {
                out.longs(new long[100_000]);
            }
        });
        IndexImage image = test.store.current().image(FORMAT).orElseThrow();
        assertProblem(
                ProblemType.VIEW_OUTDATED,
                () -> image.read(in -> {
                    in.longs();
                    test.store.wipe(new Epoch(2));
                    for (int i = 1; i < 20; i++) {
                        in.longs();
                    }
                    return true;
                }));
        assertThat(test.files()).containsExactly("format", "lock");
    }

    @Test
    void oneHalfWrittenGoesWhenTheStoreIsOpened() throws Exception {
        test.store.close();
        Files.write(test.path.resolve("index-1-90.tmp"), new byte[10]);
        test.store = Store.open(
                test.folder,
                new StoreConfig(test.path, test.keyFile),
                test.epoch,
                test.floor,
                TestStore.words(1),
                test.clock);
        assertThat(test.files()).noneMatch(name -> name.startsWith("index-"));
        assertThat(test.commit(CORP, ADA).generation().number()).isGreaterThan(90);
    }

    @Test
    void theFolderIsNotFreshAndKnowsItsEpoch() throws Exception {
        test.saveImage(OLD);
        test.close();
        Path copy = Files.createDirectory(temp.resolve("copy"));
        Files.copy(test.path.resolve(images().get(0)), copy.resolve("index-7-3.img"));
        try (DataFolder folder = DataFolder.open(copy)) {
            assertThat(folder.fresh()).isFalse();
            assertThat(folder.newestEpoch()).hasValue(new Epoch(7));
        }
    }

    private List<String> images() {
        return test.files().stream().filter(name -> name.endsWith(".img")).toList();
    }
}
