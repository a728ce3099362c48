package org.adcache.index.array;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.adcache.encoding.Varint;
import org.adcache.encoding.VarintReader;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Immutable adjacency lists, from numbers to numbers. The targets of {@code i}, ascending, are the bytes from
 * {@code starts[i]} to before {@code starts[i + 1]}, delta-coded as {@link Varint}s; the first delta is from zero.
 *
 * <pre>
 *   0 Jo, 1 Sales (Jo), 2 Staff (Sales, Jo), 300 All (Staff, and All itself)
 *
 *   starts   0     2  3   …  5        7
 *   bytes    1  1  2  ac 02  ac 02          Jo: 1, 1 + 1; Sales: 2; Staff: 300; All: 300
 * </pre>
 */
public final class AdjacencyLists {
    private final int[] starts;
    private final byte[] differences;

    private AdjacencyLists(int[] starts, byte[] differences) {
        this.starts = starts;
        this.differences = differences;
    }

    public void write(ImageOutput out) throws StoreException {
        out.ints(starts);
        out.bytes(differences);
    }

    public static AdjacencyLists read(ImageInput in) throws StoreException {
        return new AdjacencyLists(in.ints(), in.bytes());
    }

    public void forEach(int from, IntConsumer visitor) {
        VarintReader reader = new VarintReader(differences, starts[from]);
        int end = starts[from + 1];
        int target = 0;
        while (reader.position() < end) {
            target += reader.next();
            visitor.accept(target);
        }
    }

    /** Receiver of a pair. */
    @FunctionalInterface
    public interface Pair {
        void add(int one, int other);
    }

    /**
     * Builds lists of pairs, which may be repeated and in any order.
     *
     * @param count one more than the highest source
     * @param pairs passes all pairs to its argument, each time it is called
     */
    public static AdjacencyLists of(int count, Consumer<Pair> pairs) {
        int[] next = new int[count + 2];
        pairs.accept((one, other) -> next[one + 2]++);
        for (int i = 2; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        int[] targets = new int[next[count + 1]];
        pairs.accept((one, other) -> targets[next[one + 1]++] = other);
        return distinct(Arrays.copyOf(next, count + 1), targets);
    }

    /** Builder that accepts pairs in any order, with repeats. */
    public static final class Builder {
        private final IntList from = new IntList();
        private final IntList to = new IntList();

        public void add(int one, int other) {
            from.add(one);
            to.add(other);
        }

        /**
         * Builds the arrays.
         *
         * @param count one more than the highest source
         */
        public AdjacencyLists build(int count) {
            return of(count, pairs -> {
                for (int i = 0; i < from.size(); i++) {
                    pairs.add(from.get(i), to.get(i));
                }
            });
        }
    }

    private static AdjacencyLists distinct(int[] starts, int[] targets) {
        byte[] bytes = new byte[targets.length + 16];
        int at = 0;
        for (int one = 0; one + 1 < starts.length; one++) {
            int from = starts[one];
            int to = starts[one + 1];
            Arrays.sort(targets, from, to);
            starts[one] = at;
            int before = 0;
            for (int i = from; i < to; i++) {
                if (i == from || targets[i] != before) {
                    if (at + Varint.MAX_BYTES > bytes.length) {
                        bytes = Arrays.copyOf(bytes, Math.addExact(at, (at >> 1) + 16));
                    }
                    at = Varint.write(targets[i] - before, bytes, at);
                    before = targets[i];
                }
            }
        }
        starts[starts.length - 1] = at;
        return new AdjacencyLists(starts, Arrays.copyOf(bytes, at));
    }
}
