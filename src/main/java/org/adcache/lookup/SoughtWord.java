package org.adcache.lookup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.adcache.index.TokenKind;
import org.adcache.index.WordIndex;
import org.adcache.index.WordRange;

/** A typed word as one index knows it: where the words begin that it begins. */
final class SoughtWord {
    private final List<WordRange> ranges;
    private final List<byte[]> plain;
    private final WordIndex words;
    private final int size;

    /** Looks for words of these kinds. */
    SoughtWord(Prefixes prefixes, List<TokenKind> kinds, List<String> spellings) {
        this.words = prefixes.words();
        this.ranges = prefixes.of(kinds, spellings);
        this.plain = kinds.contains(TokenKind.VALUE) ? plain(spellings) : List.of();
        int postings = 0;
        for (int i = 0; i < ranges.size(); i++) {
            postings += ranges.get(i).size();
        }
        this.size = postings;
    }

    private static List<byte[]> plain(List<String> spellings) {
        List<byte[]> plain = new ArrayList<>(1);
        for (String spelling : spellings) {
            byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == spelling.length()) {
                plain.add(bytes);
            }
        }
        return plain;
    }

    List<WordRange> ranges() {
        return ranges;
    }

    /** How many postings its words have. */
    int size() {
        return size;
    }

    boolean hasToken(int token) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(token)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an account has such a word. */
    boolean isIn(int ordinal) {
        int end = words.entriesFrom(ordinal + 1);
        for (int i = words.entriesFrom(ordinal); i < end; i++) {
            if (hasToken(WordIndex.token(words.entry(i)))) {
                return true;
            }
        }
        for (int i = 0; i < plain.size(); i++) {
            if (words.valueBegins(ordinal, plain.get(i))) {
                return true;
            }
        }
        return false;
    }
}
