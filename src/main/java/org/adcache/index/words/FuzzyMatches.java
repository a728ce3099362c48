package org.adcache.index.words;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.adcache.analysis.EditDistance;
import org.adcache.budget.Work;
import org.adcache.index.Keys;
import org.adcache.index.TokenKind;
import org.adcache.index.array.Ascii;
import org.adcache.index.array.TokenDictionary;
import org.adcache.index.array.WordRange;

/**
 * Indexed words at Damerau–Levenshtein distance 1 from any variant of a query word: words of names and of local parts,
 * and account names. Every possible edit is generated and looked up, limited to letters that occur between their
 * neighbours in some word, and to words that pass a Bloom filter.
 *
 * <pre>
 *   smiht    deleted      miht, siht, smht, smit, smih
 *            transposed   msiht, simht, smhit, smith
 *            inserted     asmiht, …, smihto      where a occurs at the start of words, before s
 *            replaced     amiht, …, smiho
 * </pre>
 */
public final class FuzzyMatches {
    private static final TokenKind[] KINDS = {TokenKind.NAME, TokenKind.PART, TokenKind.VALUE};
    private static final int LONGEST_LETTER = 4;
    /** Work of one edit, besides its bytes. */
    private static final int EDIT = 16;
    /** Work of looking up an edit that may be a word. */
    private static final int LOOK_UP = 2000;

    private final WordIndex words;
    private final TokenDictionary tokens;
    private final Keys keys;
    private final Set<Integer> found = new TreeSet<>();
    private final Set<Integer> named = new TreeSet<>();
    private final List<WordRange> ranges = new ArrayList<>();
    private final int[] owners;
    private final Work work;

    /** Tries all edits of words that aren't longer than every indexed word, as far as the work is allowed. */
    public FuzzyMatches(WordIndex words, Keys keys, List<String> variants, Work work) {
        this.work = work;
        this.words = words;
        this.tokens = words.dictionary();
        this.keys = keys;
        for (String variant : variants) {
            Editing typed = new Editing(variant);
            if (typed.count() >= EditDistance.SHORTEST_WORD && typed.mayBeWord()) {
                typed.edit();
            }
        }
        for (int token : found) {
            addToken(token);
        }
        owners = named.stream().mapToInt(Integer::intValue).toArray();
        if (owners.length > 0) {
            ranges.add(WordRange.of(owners));
        }
    }

    public List<WordRange> ranges() {
        return ranges;
    }

    /** Whether the account matches by an account name that is not a token. */
    public boolean isNamed(int ordinal) {
        return Arrays.binarySearch(owners, ordinal) >= 0;
    }

    /**
     * Adds a token. An address is not a word as a whole, but an account with such a token may have it as account name.
     */
    private void addToken(int token) {
        WordRange range = words.range(token, token + 1);
        if (!words.mayBeAddress(token)) {
            ranges.add(range);
            return;
        }
        if (!work.spend((long) LOOK_UP * range.size())) {
            return;
        }
        for (int i = range.from(); i < range.to(); i++) {
            int ordinal = range.postings().get(i);
            if (words.isWord(token, ordinal)) {
                named.add(ordinal);
            }
        }
    }

    /** Generator of the edits of a word. The bytes of an edit follow a kind byte. */
    private final class Editing {
        private final int[] letters;
        private final byte[] utf8;
        /** Start of each letter in {@code utf8}, and the end. */
        private final int[] at;

        private final byte[] edited;
        private int size;

        Editing(String word) {
            letters = word.codePoints().toArray();
            utf8 = word.getBytes(StandardCharsets.UTF_8);
            at = new int[letters.length + 1];
            for (int i = 0; i < letters.length; i++) {
                at[i + 1] = at[i] + lengthOf(letters[i]);
            }
            edited = new byte[1 + utf8.length + LONGEST_LETTER];
        }

        int count() {
            return letters.length;
        }

        /** Whether some indexed word is long enough to be an edit of this one. */
        boolean mayBeWord() {
            return utf8.length <= words.infixFuzzy().longestWord() + LONGEST_LETTER;
        }

        private int letter(int place) {
            return place < 0 || place >= letters.length ? Bigrams.EDGE : letters[place];
        }

        void edit() {
            Bigrams pairs = words.infixFuzzy().bigrams();
            for (int place = 0; place <= letters.length && !work.isCut(); place++) {
                int here = place;
                leaveOut(here);
                swap(here);
                int read = pairs.between(letter(here - 1), letter(here), letter -> put(here, letter, here));
                if (here < letters.length) {
                    read += pairs.between(letter(here - 1), letter(here + 1), letter -> {
                        if (letter != letters[here]) {
                            put(here, letter, here + 1);
                        }
                    });
                }
                work.spend(read);
            }
        }

        private void leaveOut(int place) {
            if (place < letters.length && letters.length > EditDistance.SHORTEST_WORD) {
                begin(place);
                end(place + 1);
            }
        }

        private void swap(int place) {
            if (place + 1 < letters.length && letters[place] != letters[place + 1]) {
                begin(place);
                append(at[place + 1], at[place + 2]);
                append(at[place], at[place + 1]);
                end(place + 2);
            }
        }

        private void put(int place, int letter, int rest) {
            begin(place);
            appendLetter(letter);
            end(rest);
        }

        private void begin(int place) {
            size = 1;
            append(0, at[place]);
        }

        private void append(int from, int to) {
            System.arraycopy(utf8, from, edited, size, to - from);
            size += to - from;
        }

        private void end(int rest) {
            append(at[rest], utf8.length);
            if (work.spend(EDIT + size) && words.infixFuzzy().filter().mayHave(edited, 1, size)) {
                work.spend(LOOK_UP);
                lookUp(Arrays.copyOf(edited, size));
            }
        }

        private void appendLetter(int letter) {
            if (letter < 0x80) {
                edited[size++] = (byte) letter;
            } else if (letter < 0x800) {
                edited[size++] = (byte) (0xC0 | letter >> 6);
                appendRest(letter);
            } else if (letter < 0x10000) {
                edited[size++] = (byte) (0xE0 | letter >> 12);
                appendRest(letter >> 6);
                appendRest(letter);
            } else {
                edited[size++] = (byte) (0xF0 | letter >> 18);
                appendRest(letter >> 12);
                appendRest(letter >> 6);
                appendRest(letter);
            }
        }

        private void appendRest(int bits) {
            edited[size++] = (byte) (0x80 | (bits & 0x3F));
        }
    }

    private static int lengthOf(int letter) {
        return letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
    }

    private void lookUp(byte[] key) {
        for (TokenKind kind : KINDS) {
            key[0] = kind.code();
            int rank = tokens.rank(key);
            if (tokens.has(rank, key)) {
                found.add(rank);
            }
        }
        if (Ascii.is(key, 1, key.length)) {
            for (int ordinal : keys.byPlainAccountName(Arrays.copyOfRange(key, 1, key.length))) {
                named.add(ordinal);
            }
        }
    }
}
