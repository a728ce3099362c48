package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.FORMAT;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Writes a large index image, or reads it in a fresh JVM, and prints what it takes: {@code … ImageMeasurement FOLDER 350}
 * writes 350 MB, {@code … ImageMeasurement FOLDER} reads them.
 */
final class ImageMeasurement {
    private static final int ARRAYS = 10;

    private long begin = System.nanoTime();
    private long beginOfWork = work();

    private ImageMeasurement() {}

    public static void main(String[] args) throws Exception {
        try (TestStore test = new TestStore(Path.of(args[0]))) {
            ImageMeasurement measurement = new ImageMeasurement();
            if (args.length > 1) {
                measurement.write(test, Long.parseLong(args[1]));
            } else {
                measurement.read(test);
            }
        }
    }

    private void write(TestStore test, long megabytes) throws StoreException {
        test.commit(CORP, Accounts.user(CORP, 1, "Ada"));
        int[] values = new Random(1)
                .ints(megabytes * (1_000_000 / ARRAYS / Integer.BYTES))
                .toArray();
        lap("prepared");
        test.store.current().saveImage(FORMAT, out -> {
            for (int i = 0; i < ARRAYS; i++) {
                out.ints(values);
            }
        });
        lap("written and durable");
    }

    private void read(TestStore test) throws StoreException {
        IndexImage image = test.store.current().image(FORMAT).orElseThrow();
        lap("found");
        int[][] read = image.read(in -> {
            int[][] arrays = new int[ARRAYS][];
            for (int i = 0; i < ARRAYS; i++) {
                arrays[i] = in.ints();
            }
            return arrays;
        });
        lap(read.length + " arrays of " + read[0].length + " ints read");
    }

    private void lap(String what) {
        long now = System.nanoTime();
        long work = work();
        System.out.println(String.format(
                Locale.ROOT,
                "%6d ms, %6d ms of processors  %s",
                (now - begin) / 1_000_000,
                (work - beginOfWork) / 1_000_000,
                what));
        begin = now;
        beginOfWork = work;
    }

    /** Processor time of the whole process, compilers and collectors included. */
    private static long work() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
