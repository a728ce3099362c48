package org.adcache.demo.people;

import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Entries in the order of their last change. Those that have not changed since the start need no memory: their number
 * follows from their position.
 */
final class ChangeOrder {
    private final int initialEnd;
    private final IntPredicate untouched;
    private final ConcurrentNavigableMap<Long, Integer> changed = new ConcurrentSkipListMap<>();

    /**
     * Creates an order.
     *
     * @param initialEnd the end of the positions whose number is implicit
     * @param untouched whether the entry at such a position still has its implicit number
     */
    ChangeOrder(int initialEnd, IntPredicate untouched) {
        this.initialEnd = initialEnd;
        this.untouched = untouched;
    }

    /** Moves an entry to the end; a concurrent reader meets it at one of the two places at least. */
    void move(int position, long before, long after) {
        changed.put(after, position);
        if (before != after) {
            changed.remove(before, position);
        }
    }

    /** The positions whose last change has this number or a higher one, in that order. */
    IntStream from(long number) {
        IntStream initial = IntStream.range(firstInitial(number), initialEnd).filter(untouched);
        return IntStream.concat(
                initial, changed.tailMap(number).values().stream().mapToInt(Integer::intValue));
    }

    /** Upper bound of how many these are; counting stops at a limit. */
    int countFrom(long number, int limit) {
        int count = Math.max(0, initialEnd - firstInitial(number));
        for (Map.Entry<Long, Integer> ignored : changed.tailMap(number).entrySet()) {
            if (count >= limit) {
                return limit;
            }
            count++;
        }
        return Math.min(count, limit);
    }

    private int firstInitial(long number) {
        long first = number - DirectoryTree.initialChange(0);
        return (int) Math.max(0, Math.min(first, initialEnd));
    }
}
