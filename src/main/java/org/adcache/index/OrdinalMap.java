package org.adcache.index;

/**
 * Mapping between the ordinals of a snapshot and those of its two layers, merged into one sequence in suggestion
 * order. Superseded accounts of the base keep their ordinals, which are never returned.
 *
 * <pre>
 *   base       0 Anna   1 Jo   2 Zoe          changed    0 Ben   1 Jo Ray (was Jo)
 *   before     of Ben 1, of Jo Ray 2          accounts of the base that precede a changed one
 *
 *   ordinal    0 Anna   1 Ben   2 Jo, superseded   3 Jo Ray   4 Zoe
 * </pre>
 */
public final class OrdinalMap {
    private final int[] before;

    /**
     * Takes the number of accounts of the base that precede each changed one.
     *
     * @param before ascending
     */
    OrdinalMap(int[] before) {
        this.before = before;
    }

    public int ofBase(int own) {
        int from = 0;
        int to = before.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (before[middle] <= own) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return own + from;
    }

    public int ofChanged(int own) {
        return before[own] + own;
    }

    /** The ordinal in the base, or {@code ~} the ordinal in the changed layer. */
    public int own(int ordinal) {
        int from = 0;
        int to = before.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (before[middle] + middle < ordinal) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from < before.length && before[from] + from == ordinal ? ~from : ordinal - from;
    }
}
