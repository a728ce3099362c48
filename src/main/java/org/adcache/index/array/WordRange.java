package org.adcache.index.array;

/**
 * Range of adjacent words in an index: their postings and, for tokens, their ranks.
 *
 * @param to exclusive
 * @param endToken exclusive; equal to {@code firstToken} for words that are not tokens
 */
public record WordRange(RangeMinimumPostings postings, int from, int to, int firstToken, int endToken) {
    /** Words that are not tokens, each of one account. */
    public static WordRange of(int[] owners) {
        return new WordRange(new RangeMinimumPostings(owners), 0, owners.length, 0, 0);
    }

    public boolean contains(int token) {
        return firstToken <= token && token < endToken;
    }

    /** The number of postings; an account has one for each of its words. */
    public int size() {
        return to - from;
    }
}
