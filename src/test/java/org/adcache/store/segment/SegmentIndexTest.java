package org.adcache.store.segment;

import static org.adcache.store.TestStore.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemType;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.DiskSteps;
import org.adcache.store.record.StoredRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentIndexTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @TempDir
    private Path temp;

    @Test
    void findsWhatAScanFindsInSegmentsOfAnySize() throws Exception {
        System.out.println("SegmentIndexTest seed " + seed);
        for (int records : new int[] {0, 1, 2, 31, 32, 33, 64, 700}) {
            for (int size : new int[] {40, 400, 9000}) {
                Map<ObjectGuid, StoredRecord> expected = records(records, size);
                Path file = temp.resolve(records + "-" + size);
                write(file, expected);
                assertFinds(file, expected);
            }
        }
    }

    @Test
    void findsRecordsInManyPages() throws Exception {
        System.out.println("SegmentIndexTest seed " + seed);
        Map<ObjectGuid, StoredRecord> expected = records(8000, 300);
        Path file = temp.resolve("many");
        write(file, expected);
        assertThat(Files.size(file)).isGreaterThan(4 * SegmentFormat.PAGE);
        assertFinds(file, expected);
    }

    @Test
    void recordsAreFoundWhosePartsEndWithAPartOrGoOnInTheNextPage() throws Exception {
        System.out.println("SegmentIndexTest seed " + seed);
        Map<ObjectGuid, StoredRecord> expected = new TreeMap<>();
        for (int length : new int[] {4094, 4095, 4096, 8190, 8191, 8192, 600_000, 1_048_575}) {
            add(expected, length);
            add(expected, 100);
        }
        Path file = temp.resolve("parts");
        write(file, expected);
        assertFinds(file, expected);
    }

    @Test
    void aSmallSegmentIsASmallFile() throws Exception {
        Path file = temp.resolve("small");
        write(file, records(10, 400));
        assertThat(Files.size(file)).isLessThanOrEqualTo(8192);
    }

    @Test
    void aMissingSegmentIsAnOutdatedView() {
        assertProblem(ProblemType.VIEW_OUTDATED, () -> SegmentIndex.open(temp.resolve("none")));
    }

    private Map<ObjectGuid, StoredRecord> records(int count, int size) {
        Map<ObjectGuid, StoredRecord> records = new TreeMap<>();
        while (records.size() < count) {
            add(records, 1 + random.nextInt(size));
        }
        return records;
    }

    private void add(Map<ObjectGuid, StoredRecord> records, int length) {
        ObjectGuid guid = new ObjectGuid(random.nextLong(), random.nextLong());
        byte[] sealed = new byte[length];
        random.nextBytes(sealed);
        records.put(guid, new StoredRecord(guid, random.nextInt(5) == 0, sealed));
    }

    private static void write(Path file, Map<ObjectGuid, StoredRecord> records) throws StoreException {
        try (SegmentWriter writer = SegmentWriter.create(file, new Disk(DiskSteps.UNOBSERVED))) {
            for (StoredRecord record : records.values()) {
                writer.put(record);
            }
            writer.finish();
        }
    }

    private void assertFinds(Path file, Map<ObjectGuid, StoredRecord> expected) throws StoreException {
        try (SegmentIndex index = SegmentIndex.open(file);
                SegmentReader reader = SegmentReader.open(file)) {
            int scanned = 0;
            for (StoredRecord record = reader.next(); record != null; record = reader.next()) {
                assertSame(Objects.requireNonNull(index.find(record.guid())), record);
                assertSame(record, Objects.requireNonNull(expected.get(record.guid())));
                scanned++;
            }
            assertThat(scanned).isEqualTo(expected.size());
            for (int i = 0; i < 50; i++) {
                assertThat(index.find(new ObjectGuid(random.nextLong(), random.nextLong())))
                        .isNull();
            }
            assertThat(index.find(new ObjectGuid(0, 0))).isNull();
            assertThat(index.find(new ObjectGuid(-1, -1))).isNull();
        }
    }

    private static void assertSame(StoredRecord found, StoredRecord expected) {
        assertThat(found.guid()).isEqualTo(expected.guid());
        assertThat(found.tombstone()).isEqualTo(expected.tombstone());
        assertThat(found.sealed()).isEqualTo(expected.sealed());
    }
}
