package org.adcache.directory;

import java.util.List;
import org.adcache.budget.Budget;

/**
 * Bounds on what is accepted of one directory entry, and counts of what was refused. The defaults are well above what
 * Active Directory's own schema allows, so that only a damaged or hostile entry exceeds them. Thread-safe.
 */
public final class EntryLimits {
    private final Sizes sizes;
    private final Budget dnDepth;
    private final Budget dnLength;
    private final Budget values;
    private final Budget valueLength;
    private final Budget length;
    private final Budget wordsLength;
    private final Budget members;

    /**
     * The bounds.
     *
     * @param dnDepth components of a DN
     * @param dnLength characters of a DN
     * @param values values of one attribute, {@code member} excepted
     * @param valueLength characters of one value
     * @param length characters of all values that are kept, members excepted
     * @param wordsLength characters of all search words, with those that run on
     * @param members members of a group
     * @param message bytes of a message of the server, which holds one entry
     */
    public record Sizes(
            int dnDepth,
            int dnLength,
            int values,
            int valueLength,
            int length,
            int wordsLength,
            int members,
            int message) {
        private static final int MEBIBYTE = 1 << 20;

        public static Sizes defaults() {
            return new Sizes(128, 8192, 10_000, 16_384, MEBIBYTE, MEBIBYTE, 5_000_000, messageFor(heap()));
        }

        private static long heap() {
            return Runtime.getRuntime().maxMemory();
        }

        /**
         * An eighth of the heap, between 16 and 128 MiB. A server that doesn't split values into ranges sends a
         * group's members in one message: 100,000 take 20 MB.
         */
        static int messageFor(long heap) {
            return (int) Math.max(16 * MEBIBYTE, Math.min(128 * MEBIBYTE, heap / 8));
        }
    }

    public EntryLimits(Sizes sizes) {
        this.sizes = sizes;
        this.dnDepth = new Budget("entries.dn-depth", sizes.dnDepth());
        this.dnLength = new Budget("entries.dn-length", sizes.dnLength());
        this.values = new Budget("entries.max-values", sizes.values());
        this.valueLength = new Budget("entries.max-value-length", sizes.valueLength());
        this.length = new Budget("entries.max-length", sizes.length());
        this.wordsLength = new Budget("entries.max-words-length", sizes.wordsLength());
        this.members = new Budget("entries.max-members", sizes.members());
    }

    public static EntryLimits defaults() {
        return new EntryLimits(Sizes.defaults());
    }

    public Sizes sizes() {
        return sizes;
    }

    public Budget dnDepth() {
        return dnDepth;
    }

    public Budget dnLength() {
        return dnLength;
    }

    public Budget values() {
        return values;
    }

    public Budget valueLength() {
        return valueLength;
    }

    public Budget length() {
        return length;
    }

    public Budget wordsLength() {
        return wordsLength;
    }

    public Budget members() {
        return members;
    }

    /** All of them, for the status. A message that is too large ends the connection, and counts nowhere. */
    public List<Budget> budgets() {
        return List.of(dnDepth, dnLength, values, valueLength, length, wordsLength, members);
    }

    /** Limits are equal if their sizes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof EntryLimits limits && sizes.equals(limits.sizes);
    }

    @Override
    public int hashCode() {
        return sizes.hashCode();
    }

    @Override
    public String toString() {
        return sizes.toString();
    }
}
