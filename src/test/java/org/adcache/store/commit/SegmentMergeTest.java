package org.adcache.store.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.adcache.account.Generation;
import org.adcache.store.segment.Segment;
import org.junit.jupiter.api.Test;

class SegmentMergeTest {
    @Test
    void theNewestOfSimilarSizeAreMergedOnceThereAreFour() {
        assertThat(newestRun(100_000)).isEmpty();
        assertThat(newestRun(100_000, 10, 10, 10)).isEmpty();
        assertThat(newestRun(100_000, 10, 10, 10, 10)).hasValue(1);
        assertThat(newestRun(100_000, 900, 40, 10, 10, 10)).hasValue(2);
        assertThat(newestRun(100_000, 900, 70)).isEmpty();
        assertThat(newestRun(100_000, 5, 4, 3, 5000)).hasValue(1);
    }

    @Test
    void theBaseIsNeverPartOfTheNewest() {
        assertThat(newestRun(1, 1, 1, 1)).isEmpty();
        assertThat(newestRun(1, 1, 1, 1, 1)).hasValue(1);
    }

    @Test
    void whatIsWrittenGrowsWithTheLogarithmOfTheChangesAndSoDoTheSegments() {
        long seed = System.nanoTime();
        System.out.println("SegmentMergeTest seed " + seed);
        Random random = new Random(seed);
        for (int largest : new int[] {1, 10, 1000}) {
            List<Segment> segments = new ArrayList<>(List.of(segment(1_000_000_000)));
            long changed = 0;
            long written = 0;
            for (int cycle = 0; cycle < 20_000; cycle++) {
                int records = 1 + random.nextInt(largest);
                changed += records;
                written += records;
                segments.add(segment(records));
                OptionalInt from = SegmentMerge.newestRun(segments);
                if (from.isPresent()) {
                    List<Segment> merged = segments.subList(from.getAsInt(), segments.size());
                    int sum = merged.stream().mapToInt(Segment::records).sum();
                    written += sum;
                    merged.clear();
                    segments.add(segment(sum));
                }
                double logarithm = Math.log((double) changed) / Math.log(1.5);
                assertThat(segments.size()).isLessThanOrEqualTo(5 + (int) logarithm);
                assertThat((double) written).isLessThanOrEqualTo((double) changed * (2 + logarithm));
            }
        }
    }

    private static OptionalInt newestRun(int... records) {
        List<Segment> segments = new ArrayList<>();
        for (int count : records) {
            segments.add(segment(count));
        }
        return SegmentMerge.newestRun(segments);
    }

    private static Segment segment(int records) {
        return new Segment("file", "sum", records, 1, 1, Generation.NONE, Optional.empty());
    }
}
