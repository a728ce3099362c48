package org.adcache.index.words;

import java.nio.charset.StandardCharsets;
import org.adcache.index.array.PostingsMerger;

/**
 * The accounts that have a text somewhere in a word: of a name, of an address's local part, or in the account name,
 * which is one word. They are gone through in two steps, so that whoever asks can pass over those that are not wanted.
 */
public final class InfixMatches {
    private static final int REMEMBERED = 1 << 10;

    private final WordIndex words;
    private final byte[] text;
    private final TrigramBlocks.Blocks blocks;
    /** The tokens looked at last, each at its number's low bits: number + 1, negative if the text is not in it. */
    private final int[] known = new int[REMEMBERED];

    private int next;
    private int end;

    /** Looks for a text of at least three code points. */
    InfixMatches(WordIndex words, String text) {
        this.words = words;
        this.text = text.getBytes(StandardCharsets.UTF_8);
        this.blocks = words.infixFuzzy().trigrams().blocksFor(this.text);
    }

    /** The next account that may have such a word, ascending; {@link PostingsMerger#END} if there is none. */
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

    /** Whether an account does have one. */
    public boolean isIn(int ordinal) {
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
