package org.adcache.index.words;

import java.nio.charset.StandardCharsets;
import org.adcache.budget.Work;
import org.adcache.index.array.PostingsMerger;

/**
 * Accounts with a text anywhere in a word: of a name, of an address's local part, or the account name, which is one
 * word. Iteration has two steps, candidates and their verification, so that callers can skip unwanted candidates.
 */
public final class InfixMatches {
    private static final int REMEMBERED = 1 << 10;
    /** Work of verifying a candidate. */
    private static final int VERIFY = 400;

    private static final byte[] NOTHING = {};

    private final WordIndex words;
    private final Work work;
    private final byte[] text;
    private final TrigramBlocks.Blocks blocks;
    /**
     * Cache of the tokens tested last, at the low bits of their numbers: number + 1, negative if the text is not in
     * it.
     */
    private final int[] known = new int[REMEMBERED];

    private int next;
    private int end;

    /** Searches for a text of at least three code points. */
    InfixMatches(WordIndex words, String text, Work work) {
        this.words = words;
        this.work = work;
        this.text = text.getBytes(StandardCharsets.UTF_8);
        InfixFuzzyIndex index = words.infixFuzzy();
        this.blocks = index.trigrams().blocksFor(this.text.length <= index.longestWord() ? this.text : NOTHING, work);
    }

    /** The next candidate, ascending; {@link PostingsMerger#END} at the end, or if no more work is allowed. */
    public int next() {
        if (next == end) {
            int block = blocks.next();
            if (block == TrigramBlocks.END) {
                return PostingsMerger.END;
            }
            next = block << TrigramBlocks.BLOCK_BITS;
            end = Math.min(next + (1 << TrigramBlocks.BLOCK_BITS), words.accounts());
        }
        return next++;
    }

    /** Whether a candidate has such a word. */
    public boolean isIn(int ordinal) {
        if (!work.spend(VERIFY)) {
            return false;
        }
        int to = words.entriesFrom(ordinal + 1);
        for (int i = words.entriesFrom(ordinal); i < to; i++) {
            if (isInToken(WordIndex.token(words.entry(i)), ordinal)) {
                return true;
            }
        }
        return words.plainNameHas(ordinal, text);
    }

    private boolean isInToken(int token, int ordinal) {
        int place = token & (REMEMBERED - 1);
        if (Math.abs(known[place]) != token + 1) {
            known[place] = words.tokenHas(token, text) ? token + 1 : -token - 1;
        }
        return known[place] > 0 && words.isWord(token, ordinal);
    }
}
