package org.adcache.index.words;

import org.adcache.analysis.EditDistance;
import org.adcache.index.TokenKind;
import org.adcache.index.array.TokenDictionary;

/** Collector of the words: the longest, and of those long enough for fuzzy matching Bloom filter and bigrams. */
final class WholeWords {
    private final BloomFilter filter;
    private final Bigrams.Builder pairs = new Bigrams.Builder();
    private int longest;

    /** Collects the words among the tokens; the caller adds ASCII account names. */
    WholeWords(TokenDictionary tokens, int accounts) {
        filter = new BloomFilter(tokens.size() + accounts);
        tokens.forEach(cursor -> {
            byte kind = cursor.kind();
            if (kind == TokenKind.NAME.code() || kind == TokenKind.PART.code() || kind == TokenKind.VALUE.code()) {
                cursor.copyTo(this::add);
            }
        });
    }

    public void add(byte[] word, int from, int to) {
        longest = Math.max(longest, to - from);
        if (to - from >= EditDistance.SHORTEST_WORD) {
            filter.add(word, from, to);
            pairs.add(word, from, to);
        }
    }

    BloomFilter filter() {
        return filter;
    }

    /** The bytes of the longest word. */
    int longest() {
        return longest;
    }

    Bigrams pairs() {
        return pairs.build();
    }
}
