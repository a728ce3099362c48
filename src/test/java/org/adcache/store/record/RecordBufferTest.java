package org.adcache.store.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.adcache.account.ObjectGuid;
import org.adcache.store.StoreException;
import org.junit.jupiter.api.Test;

class RecordBufferTest {
    private final RecordBuffer buffer = new RecordBuffer();

    @Test
    void givesEachGuidOnceInOrder() throws StoreException {
        Random random = new Random(1);
        for (int round = 0; round < 4; round++) {
            TreeMap<ObjectGuid, StoredRecord> expected = new TreeMap<>();
            int count = round == 1 ? 5 : 3000;
            for (int i = 0; i < count; i++) {
                StoredRecord record = record(random);
                buffer.add(record);
                expected.put(record.guid(), record);
            }
            assertThat(buffer.size()).isEqualTo(count);
            assertThat(texts(all())).isEqualTo(texts(new ArrayList<>(expected.values())));
            buffer.clear();
            assertThat(buffer.size()).isZero();
            assertThat(all()).isEmpty();
        }
    }

    /** Some GUIDs repeat, some are negative numbers, and some records are larger than a chunk. */
    private static StoredRecord record(Random random) {
        ObjectGuid guid = new ObjectGuid((long) (random.nextInt(20) - 10) << 60, random.nextInt(100) - 50);
        byte[] sealed = new byte[random.nextInt(300) == 0 ? random.nextInt(3_000_000) : random.nextInt(400)];
        random.nextBytes(sealed);
        return new StoredRecord(guid, random.nextBoolean(), sealed);
    }

    private List<StoredRecord> all() throws StoreException {
        List<StoredRecord> all = new ArrayList<>();
        try (RecordCursor sorted = buffer.sorted()) {
            for (StoredRecord record = sorted.next(); record != null; record = sorted.next()) {
                all.add(record);
            }
        }
        return all;
    }

    private static List<String> texts(List<StoredRecord> records) {
        return records.stream()
                .map(record -> record.guid() + " " + record.tombstone() + " " + Arrays.hashCode(record.sealed()) + " "
                        + record.sealed().length)
                .toList();
    }
}
