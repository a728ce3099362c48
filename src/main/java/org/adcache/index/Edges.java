package org.adcache.index;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Pairs of numbers, from one to several others, as two arrays: those of {@code i} are {@code targets[starts[i]]} to {@code
 * targets[starts[i + 1] - 1]}, ascending.
 *
 * <pre>
 *   0 Jo, 1 Sales (Jo), 2 Staff (Sales, Jo), 3 All (Staff, and All itself)
 *
 *   starts   0     2  3  4  5
 *   targets  1  2  2  3  3
 * </pre>
 */
final class Edges {
    private final int[] starts;
    private final int[] targets;

    private Edges(int[] starts, int[] targets) {
        this.starts = starts;
        this.targets = targets;
    }

    void forEach(int from, IntConsumer visitor) {
        for (int i = starts[from]; i < starts[from + 1]; i++) {
            visitor.accept(targets[i]);
        }
    }

    int size() {
        return targets.length;
    }

    /** Takes pairs in any order, repeated ones too. */
    static final class Builder {
        private final IntList from = new IntList();
        private final IntList to = new IntList();

        void add(int one, int other) {
            from.add(one);
            to.add(other);
        }

        /**
         * Makes the arrays.
         *
         * @param count one more than the highest number that leads to others
         */
        Edges build(int count) {
            int[] starts = new int[count + 1];
            for (int i = 0; i < from.size(); i++) {
                starts[from.get(i) + 1]++;
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            int[] next = Arrays.copyOf(starts, count);
            int[] targets = new int[from.size()];
            for (int i = 0; i < from.size(); i++) {
                targets[next[from.get(i)]++] = to.get(i);
            }
            return distinct(starts, targets);
        }

        private static Edges distinct(int[] starts, int[] targets) {
            int kept = 0;
            for (int one = 0; one + 1 < starts.length; one++) {
                int from = starts[one];
                int to = starts[one + 1];
                Arrays.sort(targets, from, to);
                starts[one] = kept;
                for (int i = from; i < to; i++) {
                    if (i == from || targets[i] != targets[i - 1]) {
                        targets[kept++] = targets[i];
                    }
                }
            }
            starts[starts.length - 1] = kept;
            return new Edges(starts, Arrays.copyOf(targets, kept));
        }
    }
}
