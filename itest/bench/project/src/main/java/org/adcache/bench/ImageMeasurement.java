package org.adcache.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.adcache.account.Epoch;
import org.adcache.store.Draft;
import org.adcache.store.IndexImage;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;

/**
 * Measurement of writing a large index image, or of reading it in a fresh JVM: {@code measure image FOLDER 350} writes
 * 350 MB, {@code measure image FOLDER} reads them.
 */
final class ImageMeasurement {
    private static final String FORMAT = "arrays";
    private static final int ARRAYS = 10;

    private long begin = System.nanoTime();
    private long beginOfWork = work();

    private ImageMeasurement() {}

    public static void main(String[] args) throws Exception {
        try (MeasuredStore test = MeasuredStore.open(Path.of(args[0]))) {
            ImageMeasurement measurement = new ImageMeasurement();
            if (args.length > 1) {
                measurement.write(test, Long.parseLong(args[1]));
            } else {
                measurement.read(test);
            }
        }
    }

    private void write(MeasuredStore test, long megabytes) throws StoreException {
        try (Draft draft = test.store().begin(Population.CORP, Epoch.FIRST)) {
            draft.put(MeasuredStore.user(1, "alone"));
            draft.commit(SyncPoint.full(Population.DOMAIN, Instant.now(), 0));
        }
        int[] values = new Random(1)
                .ints(megabytes * (1_000_000 / ARRAYS / Integer.BYTES))
                .toArray();
        lap("prepared");
        test.store().current().saveImage(FORMAT, out -> {
            for (int i = 0; i < ARRAYS; i++) {
                out.ints(values);
            }
        });
        lap("written and durable");
    }

    private void read(MeasuredStore test) throws StoreException {
        IndexImage image = test.store().current().image(FORMAT).orElseThrow();
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

    /** CPU time of the whole process, compilers and collectors included. */
    private static long work() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
