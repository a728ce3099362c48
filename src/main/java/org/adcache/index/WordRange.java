package org.adcache.index;

/**
 * Some words that stand together in an index: where their postings lie, and for tokens which these are.
 *
 * @param to exclusive
 * @param endToken exclusive; the same as {@code firstToken} for words that are no tokens
 */
public record WordRange(LowestFirst postings, int from, int to, int firstToken, int endToken) {
    /** Words that are no tokens, each of one account. */
    static WordRange of(int[] owners) {
        return new WordRange(new LowestFirst(owners), 0, owners.length, 0, 0);
    }

    public boolean contains(int token) {
        return firstToken <= token && token < endToken;
    }

    /** How many postings there are, an account's once for each of its words. */
    public int size() {
        return to - from;
    }
}
