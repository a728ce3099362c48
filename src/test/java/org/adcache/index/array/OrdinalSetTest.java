package org.adcache.index.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OrdinalSetTest {
    private static final int ROUNDS = 300;

    /** Intersections of sets of all sizes, arrays and bitmaps, equal those of sorted sets. */
    @Test
    void goesThroughWhatSetsHaveInCommonAscending() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            int accounts = 1 + random.nextInt(3000);
            List<OrdinalSet> sets = new ArrayList<>();
            TreeSet<Integer> common = new TreeSet<>();
            for (int which = 1 + random.nextInt(4); which > 0; which--) {
                int[] members = members(random, accounts);
                OrdinalSet set = OrdinalSet.of(List.of(WordRange.of(members)), accounts);
                List<Integer> boxed = Arrays.stream(members).boxed().toList();
                if (sets.isEmpty()) {
                    common.addAll(boxed);
                } else {
                    common.retainAll(new TreeSet<>(boxed));
                }
                for (int ordinal = 0; ordinal < accounts; ordinal++) {
                    assertThat(set.contains(ordinal)).isEqualTo(boxed.contains(ordinal));
                }
                sets.add(set);
            }
            assertThat(common(sets)).as("seed " + seed + ", round " + round).containsExactlyElementsOf(common);
        }
    }

    /** From none to all ordinals, with repeats. */
    private static int[] members(Random random, int accounts) {
        int share = 1 + random.nextInt(100);
        return random.ints(accounts / share, 0, accounts).toArray();
    }

    private static List<Integer> common(List<OrdinalSet> sets) {
        List<Integer> ordinals = new ArrayList<>();
        OrdinalSet.Common common = OrdinalSet.common(sets);
        for (int ordinal = common.next(); ordinal != OrdinalSet.END; ordinal = common.next()) {
            ordinals.add(ordinal);
        }
        assertThat(common.next()).isEqualTo(OrdinalSet.END);
        return ordinals;
    }
}
