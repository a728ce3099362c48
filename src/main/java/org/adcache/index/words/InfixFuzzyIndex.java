package org.adcache.index.words;

import java.util.Arrays;
import org.adcache.index.TokenKind;
import org.adcache.index.array.TokenDictionary;
import org.adcache.index.record.PackedRecord;
import org.adcache.index.record.Records;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Index of the last two tiers of suggestions, infix and fuzzy: trigrams of words, a Bloom filter over words, and
 * bigrams. Words are those of names and of local parts, and account names.
 *
 * @param longestWord the bytes of the longest word
 */
record InfixFuzzyIndex(TrigramBlocks trigrams, BloomFilter filter, Bigrams bigrams, int longestWord) {
    private static final int REMEMBERED = 1 << 10;

    /**
     * Builds the index, account by account.
     *
     * @param entryStarts the start of each account's entries, and the end of the last
     */
    static InfixFuzzyIndex of(Records records, TokenDictionary dictionary, int[] entryStarts, int[] entries) {
        WholeWords whole = new WholeWords(dictionary, records.size());
        TrigramBlocks.Builder blocks = new TrigramBlocks.Builder();
        int[] last = new int[REMEMBERED];
        PackedRecord record = records.reader();
        for (int ordinal = 0; ordinal < records.size(); ordinal++) {
            if (blocks.begin(ordinal)) {
                Arrays.fill(last, -1);
            }
            for (int i = entryStarts[ordinal]; i < entryStarts[ordinal + 1]; i++) {
                int token = WordIndex.token(entries[i]);
                int place = token & (last.length - 1);
                if (last[place] != token) {
                    last[place] = token;
                    byte[] text = dictionary.token(token);
                    if (text[0] != TokenKind.UPN.code()) {
                        blocks.add(text, 1, text.length);
                    }
                }
            }
            byte[] name = record.at(records.place(ordinal)).plainName();
            blocks.add(name, 0, name.length);
            whole.add(name, 0, name.length);
        }
        return new InfixFuzzyIndex(blocks.build(), whole.filter(), whole.pairs(), whole.longest());
    }

    void write(ImageOutput out) throws StoreException {
        trigrams.write(out);
        filter.write(out);
        bigrams.write(out);
        out.number(longestWord);
    }

    static InfixFuzzyIndex read(ImageInput in) throws StoreException {
        return new InfixFuzzyIndex(
                TrigramBlocks.read(in), BloomFilter.read(in), Bigrams.read(in), Math.toIntExact(in.number()));
    }
}
