package org.adcache.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adcache.account.ObjectGuid;
import org.adcache.store.StoreException;
import org.adcache.store.record.StoredRecord;
import org.adcache.testing.FuzzTarget;
import org.junit.jupiter.api.io.TempDir;

/** A segment is verified as a whole before it is read; this is about one that is changed afterwards. */
@FuzzTarget
class SegmentFuzzTest {
    private static final ObjectGuid[] GUIDS = {
        new ObjectGuid(0, 0), new ObjectGuid(1, 1), new ObjectGuid(2, 2), new ObjectGuid(-1, -1)
    };

    @TempDir
    static Path temp;

    @FuzzTest
    void find(byte[] input) throws IOException {
        Path file = Files.write(temp.resolve("segment"), input);
        try (SegmentIndex index = SegmentIndex.open(file)) {
            for (ObjectGuid guid : GUIDS) {
                StoredRecord found = index.find(guid);
                if (found != null) {
                    assertThat(found.guid()).isEqualTo(guid);
                    assertThat(found.sealed()).hasSizeLessThanOrEqualTo(input.length);
                }
            }
        } catch (StoreException e) {
            assertThat(e.problem().detail()).contains(file.toString());
        }
    }
}
