package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.FORMAT;
import static org.adcache.store.TestStore.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.adcache.account.ProblemType;
import org.adcache.store.file.Disk;
import org.adcache.store.image.ImageFormat;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index image returns exactly what was written, or nothing. */
class ImageContentTest {
    private static final List<String> TEXTS = List.of("", "a", "Zoë O'Brien-Łuczak", "Emoji 😀", "half \uD83D pair");

    private static final int EVERY = 1;
    private static final int SOME = 11;

    @TempDir
    private Path temp;

    private TestStore test;

    @BeforeEach
    void open() throws StoreException {
        test = new TestStore(temp.resolve("data"));
        test.commit(CORP, Accounts.user(CORP, 1, "Ada"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void everyKindOfValueComesBack() throws Exception {
        int[] ints = {1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE, 5};
        long[] longs = {1, -2, Long.MIN_VALUE, Long.MAX_VALUE};
        byte[] bytes = {1, -2, 3};
        save(out -> {
            out.number(Long.MIN_VALUE);
            out.ints(ints);
            out.ints(ints, 1, 4);
            out.ints(new int[0]);
            out.longs(longs);
            out.longs(longs, 3, 4);
            out.longs(new long[0]);
            out.bytes(bytes);
            out.bytes(bytes, 2, 2);
            out.texts(TEXTS);
            out.texts(List.of());
            out.text("last");
        });
        read(in -> {
            assertThat(in.number()).isEqualTo(Long.MIN_VALUE);
            assertThat(in.ints()).isEqualTo(ints);
            assertThat(in.ints()).isEqualTo(Arrays.copyOfRange(ints, 1, 4));
            assertThat(in.ints()).isEmpty();
            assertThat(in.longs()).isEqualTo(longs);
            assertThat(in.longs()).containsExactly(Long.MAX_VALUE);
            assertThat(in.longs()).isEmpty();
            assertThat(in.bytes()).isEqualTo(bytes);
            assertThat(in.bytes()).isEmpty();
            assertThat(in.texts()).isEqualTo(TEXTS);
            assertThat(in.texts()).isEmpty();
            assertThat(in.text()).isEqualTo("last");
            return true;
        });
    }

    @Test
    void nothingIsAContentToo() throws Exception {
        save(out -> {});
        String read = read(in -> "nothing");
        assertThat(read).isEqualTo("nothing");
        assertProblem(ProblemType.IMAGE_DAMAGED, () -> read(ImageInput::number));
    }

    @Test
    void arraysLargerThanAnyBufferComeBack() throws Exception {
        Random random = new Random(1);
        int[] ints = random.ints(2_500_001).toArray();
        long[] longs = random.longs(400_003).toArray();
        byte[] bytes = new byte[3_000_007];
        random.nextBytes(bytes);
        save(out -> {
            out.bytes(bytes);
            out.ints(ints);
            out.longs(longs);
        });
        read(in -> {
            assertThat(Arrays.equals(in.bytes(), bytes)).isTrue();
            assertThat(Arrays.equals(in.ints(), ints)).isTrue();
            assertThat(Arrays.equals(in.longs(), longs)).isTrue();
            return true;
        });
    }

    @Test
    void everySizeAroundTheEdgesOfChunksAndBlocksComesBack() throws Exception {
        for (int edge : new int[] {1 << 10, ImageFormat.BLOCK, 2 * ImageFormat.BLOCK, 24 * ImageFormat.BLOCK}) {
            for (int size = edge - 24; size <= edge + 8; size += 4) {
                byte[] bytes = new byte[size];
                Arrays.fill(bytes, (byte) size);
                save(out -> out.bytes(bytes));
                Path file = image();
                long sealed = Files.size(file) - headerBytes(file);
                assertThat(ImageFormat.content(sealed)).isEqualTo(8 + (size + 7) / 8 * 8);
                assertThat(Arrays.equals(read(ImageInput::bytes), bytes))
                        .as("%s", size)
                        .isTrue();
            }
        }
    }

    private static int headerBytes(Path file) throws IOException {
        return 12 + ByteBuffer.wrap(Files.readAllBytes(file)).getInt(8) + 32;
    }

    @Test
    void anyValuesComeBackInTheirOrder() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ImageContentTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            List<Object> values = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                values.add(value(random));
            }
            save(out -> {
                for (Object value : values) {
                    write(out, value);
                }
            });
            read(in -> {
                for (Object value : values) {
                    assertThat(read(in, value)).isEqualTo(value);
                }
                return true;
            });
        }
    }

    private static Object value(Random random) {
        int size = random.nextInt(random.nextInt(8) == 0 ? 100_000 : 50);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong();
            case 1 -> random.ints(size).toArray();
            case 2 -> random.longs(size).toArray();
            case 3 -> bytes;
            default -> TEXTS.get(random.nextInt(TEXTS.size())).repeat(random.nextInt(300));
        };
    }

    private static void write(ImageOutput out, Object value) throws StoreException {
        if (value instanceof Long number) {
            out.number(number);
        } else if (value instanceof int[] ints) {
            out.ints(ints);
        } else if (value instanceof long[] longs) {
            out.longs(longs);
        } else if (value instanceof byte[] bytes) {
            out.bytes(bytes);
        } else {
            out.text((String) value);
        }
    }

    private static Object read(ImageInput in, Object like) throws StoreException {
        if (like instanceof Long) {
            return in.number();
        } else if (like instanceof int[]) {
            return in.ints();
        } else if (like instanceof long[]) {
            return in.longs();
        } else if (like instanceof byte[]) {
            return in.bytes();
        }
        return in.text();
    }

    @Test
    void aByteThatIsChangedIsNoticed() throws Exception {
        changeBytes(SOME);
    }

    @Slow
    @Test
    void everyByteThatIsChangedIsNoticed() throws Exception {
        changeBytes(EVERY);
    }

    private void changeBytes(int stride) throws Exception {
        byte[] content = saveBytes(1100);
        byte[] image = Files.readAllBytes(image());
        for (int i = 0; i < image.length; i += stride) {
            byte[] changed = image.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            Files.write(image(), changed);
            assertDamaged(content, "byte " + i);
        }
        Files.write(image(), image);
        assertThat(read(ImageInput::bytes)).isEqualTo(content);
    }

    @Test
    void aTruncationIsNoticed() throws Exception {
        truncate(SOME);
    }

    @Slow
    @Test
    void everyTruncationIsNoticed() throws Exception {
        truncate(EVERY);
    }

    private void truncate(int stride) throws Exception {
        byte[] content = saveBytes(1100);
        byte[] image = Files.readAllBytes(image());
        for (int length = 0; length < image.length; length += stride) {
            Files.write(image(), Arrays.copyOf(image, length));
            assertDamaged(content, "length " + length);
        }
        for (int more = 1; more < 40; more++) {
            Files.write(image(), Arrays.copyOf(image, image.length + more));
            assertDamaged(content, "length " + (image.length + more));
        }
    }

    @Test
    void chunksInAnotherOrderAreNoticed() throws Exception {
        byte[] content = saveBytes(2500);
        byte[] image = Files.readAllBytes(image());
        int first = headerBytes(image());
        int chunk = (1 << 10) + ImageFormat.TAG;
        byte[] swapped = image.clone();
        System.arraycopy(image, first, swapped, first + chunk, chunk);
        System.arraycopy(image, first + chunk, swapped, first, chunk);
        Files.write(image(), swapped);
        assertDamaged(content, "swapped");
        byte[] without = Arrays.copyOf(image, image.length - chunk);
        System.arraycopy(image, first + chunk, without, first, image.length - first - chunk);
        Files.write(image(), without);
        assertDamaged(content, "without the first chunk");
    }

    private byte[] saveBytes(int count) throws StoreException {
        byte[] content = new byte[count];
        new Random(2).nextBytes(content);
        save(out -> out.bytes(content));
        return content;
    }

    private void assertDamaged(byte[] content, String how) throws StoreException {
        Optional<IndexImage> found = test.store.current().image(FORMAT);
        if (found.isPresent()) {
            IndexImage image = found.get();
            assertThatThrownBy(() -> image.read(ImageInput::bytes))
                    .as(how)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.problem().type()).isEqualTo(ProblemType.IMAGE_DAMAGED));
            // Nor may it seem intact to a reader that stops before the damaged place.
            assertThatThrownBy(() -> image.read(in -> in.number() == content.length))
                    .as(how)
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void anImageCutAtAChunkIsNoticedByOneWhoReadsNoFurther() throws Exception {
        save(out -> {
            out.bytes(new byte[2 * ImageFormat.BLOCK - 8]);
            out.number(1);
        });
        byte[] image = Files.readAllBytes(image());
        int cut = headerBytes(image()) + 2 * ImageFormat.sealedBlock(0);
        Files.write(image(), Arrays.copyOf(image, cut));
        assertProblem(ProblemType.IMAGE_DAMAGED, () -> read(ImageInput::bytes));
        Files.write(image(), Arrays.copyOf(image, cut + ImageFormat.TAG));
        assertProblem(ProblemType.IMAGE_DAMAGED, () -> read(ImageInput::bytes));
    }

    @Test
    void moreThanIsReadAndLessThanIsReadAreNoticed() throws Exception {
        save(out -> out.longs(new long[] {1, 2}));
        assertProblem(ProblemType.IMAGE_DAMAGED, () -> read(ImageInput::number));
        assertProblem(
                ProblemType.IMAGE_DAMAGED,
                () -> read(in -> {
                    in.longs();
                    return in.number();
                }));
    }

    @Test
    void noLengthIsBelievedThatGoesBeyondTheFile() throws Exception {
        for (long length : new long[] {-1, 17, 1 << 20, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE}) {
            save(out -> {
                out.number(length);
                out.number(0);
                out.number(0);
            });
            assertProblem(ProblemType.IMAGE_DAMAGED, () -> read(ImageInput::ints));
            assertProblem(ProblemType.IMAGE_DAMAGED, () -> read(ImageInput::longs));
            assertProblem(ProblemType.IMAGE_DAMAGED, () -> read(ImageInput::bytes));
            assertProblem(ProblemType.IMAGE_DAMAGED, () -> read(ImageInput::text));
            assertProblem(ProblemType.IMAGE_DAMAGED, () -> read(ImageInput::texts));
        }
    }

    @Test
    void whatTheReaderThrowsIsPassedOnAndItsThreadEnds() throws Exception {
        save(out -> out.longs(new long[1_000_000]));
        assertThatThrownBy(() -> read(in -> {
                    throw new IllegalStateException("reading failed");
                }))
                .hasMessage("reading failed");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("adcache-image"))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void save(IndexImage.Writing content) throws StoreException {
        test.store.current().saveImage(FORMAT, content);
    }

    private <T> T read(IndexImage.Reading<T> content) throws StoreException {
        return test.store.current().image(FORMAT).orElseThrow().read(content);
    }

    private Path image() throws IOException {
        return Disk.list(test.path).stream()
                .filter(file -> file.toString().endsWith(".img"))
                .findFirst()
                .orElseThrow();
    }
}
