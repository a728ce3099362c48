package org.adcache.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.adcache.account.Epoch;
import org.adcache.store.Draft;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;

/** Measurement of writing and scanning a large directory: {@code measure store 1000000}. */
final class StoreMeasurement {
    private long step = System.nanoTime();

    private StoreMeasurement() {}

    public static void main(String[] args) throws Exception {
        new StoreMeasurement().run(Integer.parseInt(args[0]), Files.createTempDirectory("adcache-measurement"));
    }

    private void run(int accounts, Path path) throws Exception {
        try (MeasuredStore test = MeasuredStore.open(path)) {
            read(test, accounts, 0);
            lap("first read committed");
            scan(test);
            lap("scanned and decrypted");
            read(test, accounts, 100);
            lap("second read, 1 in 100 changed, committed");
            scan(test);
            lap("scanned and decrypted");
        }
        try (MeasuredStore test = MeasuredStore.open(path)) {
            lap("closed, opened and verified");
            System.out.println(test.store().bytesOnDisk() / 1_000_000 + " MB on disk");
        }
        MeasuredStore.delete(path);
    }

    private void read(MeasuredStore test, int accounts, int changes) throws StoreException {
        try (Draft draft = test.store().begin(Population.CORP, Epoch.FIRST)) {
            for (int i = 0; i < accounts; i++) {
                draft.put(MeasuredStore.user(i, changes > 0 && i % changes == 0 ? "changed" : "as ever"));
            }
            lap("  put");
            draft.compare();
            lap("  compared");
            draft.commit(SyncPoint.full(Population.DOMAIN, Instant.now(), 0));
        }
    }

    private static void scan(MeasuredStore test) throws StoreException {
        long[] sum = new long[2];
        test.store().current().forEach((connection, account, words) -> {
            sum[0]++;
            sum[1] += account.length + words.length;
        });
        System.out.println(sum[0] + " records of " + sum[1] / sum[0] + " bytes");
    }

    private void lap(String what) {
        long now = System.nanoTime();
        System.out.println(String.format(Locale.ROOT, "%6d ms  %s", (now - step) / 1_000_000, what));
        step = now;
    }
}
