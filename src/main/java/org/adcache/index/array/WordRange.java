package org.adcache.index.array;

/**
 * Some words that stand together in an index: where their postings lie, and for tokens which these are.
 *
 * @param to exclusive
 * @param endToken exclusive; the same as {@code firstToken} for words that are no tokens
 */
public record WordRange(RangeMinimumPostings postings, int from, int to, int firstToken, int endToken) {
    /** Words that are no tokens, each of one account. */
    public static WordRange of(int[] owners) {
        return new WordRange(new RangeMinimumPostings(owners), 0, owners.length, 0, 0);
    }

    public boolean contains(int token) {
        return firstToken <= token && token < endToken;
    }

    /** How many postings there are, an account's once for each of its words. */
    public int size() {
        return to - from;
    }
}
