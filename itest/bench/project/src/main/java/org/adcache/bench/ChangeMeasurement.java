package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.adcache.account.Epoch;
import org.adcache.store.ChangeDraft;
import org.adcache.store.Draft;
import org.adcache.store.SyncPoint;

/**
 * Measurement of small commits to directories of several sizes, in time and in the bytes that Linux counted as read
 * and written: {@code measure changes 1000 10000 1000000}, changes first.
 */
final class ChangeMeasurement {
    private static final int CYCLES = 24;

    private final Random random = new Random(1);

    private ChangeMeasurement() {}

    public static void main(String[] args) throws Exception {
        int[] numbers = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        for (int i = 1; i < numbers.length; i++) {
            new ChangeMeasurement().run(numbers[0], numbers[i], Files.createTempDirectory("adcache-measurement"));
        }
    }

    private void run(int changes, int accounts, Path path) throws Exception {
        try (MeasuredStore test = MeasuredStore.open(path)) {
            try (Draft draft = test.store().begin(Population.CORP, Epoch.FIRST)) {
                for (int i = 0; i < accounts; i++) {
                    draft.put(MeasuredStore.user(i, "as ever"));
                }
                draft.commit(SyncPoint.full(Population.DOMAIN, Instant.now(), 0));
            }
            List<Cost> costs = new ArrayList<>();
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                costs.add(cycle(test, changes, accounts, "cycle " + cycle));
                if (cycle % 8 == 7) {
                    test.store().mergeDue();
                }
            }
            print(changes, accounts, costs);
        }
        MeasuredStore.delete(path);
    }

    private Cost cycle(MeasuredStore test, int changes, int accounts, String state) throws Exception {
        long time = System.nanoTime();
        long read = bytes("rchar");
        long written = bytes("wchar");
        try (ChangeDraft draft = test.store().beginChanges(Population.CORP, Epoch.FIRST)) {
            for (int i = 0; i < changes; i++) {
                draft.put(MeasuredStore.user(random.nextInt(accounts), state));
            }
            draft.commit(SyncPoint.full(Population.DOMAIN, Instant.now(), 0));
        }
        return new Cost(System.nanoTime() - time, bytes("rchar") - read, bytes("wchar") - written);
    }

    private static void print(int changes, int accounts, List<Cost> costs) {
        System.out.println(String.format(
                Locale.ROOT,
                "%d changes of %d: median %.1f ms (slowest %.1f), %.0f KiB read, %.0f KiB written (most %.0f and %.0f)",
                changes,
                accounts,
                costs.stream().mapToDouble(Cost::millis).sorted().toArray()[costs.size() / 2],
                costs.stream().mapToDouble(Cost::millis).max().orElseThrow(),
                costs.stream().mapToDouble(Cost::kibRead).sorted().toArray()[costs.size() / 2],
                costs.stream().mapToDouble(Cost::kibWritten).sorted().toArray()[costs.size() / 2],
                costs.stream().mapToDouble(Cost::kibRead).max().orElseThrow(),
                costs.stream().mapToDouble(Cost::kibWritten).max().orElseThrow()));
    }

    private static long bytes(String counter) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith(counter))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private record Cost(long nanos, long read, long written) {
        double millis() {
            return nanos / 1e6;
        }

        double kibRead() {
            return read / 1024.0;
        }

        double kibWritten() {
            return written / 1024.0;
        }
    }
}
