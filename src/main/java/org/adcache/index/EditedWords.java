package org.adcache.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words one edit away from any spelling of a typed word: words of names and of local parts, and account names. For each
 * place of an edit the words that begin with what stands before it are gone through if they are few; if they are many, every
 * word that the edit could give is looked up.
 *
 * <pre>
 *   smiht    place 0   hmiht, msiht, …, miht        the letters that words do begin with
 *            place 1   sniht, simht, …, siht        the letters that do follow s
 *            place 2   smi: 40 words, smith among them
 * </pre>
 */
public final class EditedWords {
    private static final List<TokenKind> KINDS = List.of(TokenKind.NAME, TokenKind.PART, TokenKind.VALUE);
    /** So many tokens, read one after the other, are as fast to go through as to look edits up. */
    private static final int FEW_TOKENS = 256;
    /** So many values, each read in a record of its own. */
    private static final int FEW_VALUES = 64;

    private final WordIndex words;
    private final TokenDictionary tokens;
    private final Keys keys;
    private final Set<Integer> found = new TreeSet<>();
    private final Set<Integer> named = new TreeSet<>();
    private final List<WordRange> ranges = new ArrayList<>();
    private final int[] owners;

    EditedWords(WordIndex words, Keys keys, List<String> spellings) {
        this.words = words;
        this.tokens = words.dictionary();
        this.keys = keys;
        for (String spelling : spellings) {
            int[] letters = spelling.codePoints().toArray();
            if (letters.length >= OneEdit.SHORTEST_WORD) {
                for (TokenKind kind : KINDS) {
                    findTokens(kind, spelling, letters);
                }
                findNames(spelling, letters);
            }
        }
        for (int token : found) {
            addToken(token);
        }
        owners = named.stream().mapToInt(Integer::intValue).toArray();
        if (owners.length > 0) {
            ranges.add(new WordRange(new LowestFirst(owners), 0, owners.length, 0, 0));
        }
    }

    public List<WordRange> ranges() {
        return ranges;
    }

    /** Whether an account name that is no token is such a word. */
    public boolean isNamed(int ordinal) {
        return Arrays.binarySearch(owners, ordinal) >= 0;
    }

    /** An address is no word as a whole; who has a token that looks like one may have it as an account name. */
    private void addToken(int token) {
        WordRange range = words.range(token, token + 1);
        if (!words.mayBeAddress(token)) {
            ranges.add(range);
            return;
        }
        for (int i = range.from(); i < range.to(); i++) {
            int ordinal = range.postings().get(i);
            if (words.isWord(token, ordinal)) {
                named.add(ordinal);
            }
        }
    }

    // Tokens

    private void findTokens(TokenKind kind, String typed, int[] letters) {
        for (int place = 0; place <= letters.length; place++) {
            byte[] before = WordIndex.key(kind, text(letters, 0, place));
            int from = tokens.rank(before);
            int to = tokens.rankBehind(before);
            if (to - from <= FEW_TOKENS) {
                goThrough(from, to, typed);
                return;
            }
            for (String edited : withoutNewLetter(letters, place)) {
                lookUp(kind, edited);
            }
            boolean alphabetic = place == 0 && letters[0] < WideLetters.FIRST && letters[1] < WideLetters.FIRST;
            if (alphabetic) {
                for (int letter : words.wideLetters().letters()) {
                    lookUp(kind, letters, place, letter);
                }
                to = tokens.rank(WideLetters.firstKey(kind));
            }
            findWithNewLetter(kind, letters, place, from, to);
        }
    }

    private void goThrough(int from, int to, String typed) {
        if (from >= to) {
            return;
        }
        TokenDictionary.Cursor cursor = tokens.before(from);
        for (int rank = from; rank < to; rank++) {
            cursor.next();
            if (OneEdit.between(typed, text(cursor.token()))) {
                found.add(rank);
            }
        }
    }

    /** Takes each letter that follows the same beginning in some token of a range. */
    private void findWithNewLetter(TokenKind kind, int[] letters, int place, int from, int to) {
        String before = text(letters, 0, place);
        int rank = from;
        while (rank < to) {
            String token = token(rank);
            if (token.length() == before.length()) {
                rank++;
            } else {
                int letter = token.codePointAt(before.length());
                lookUp(kind, letters, place, letter);
                rank = tokens.rankBehind(WordIndex.key(kind, before + Character.toString(letter)));
            }
        }
    }

    private void lookUp(TokenKind kind, int[] letters, int place, int letter) {
        for (String edited : withNewLetter(letters, place, letter)) {
            lookUp(kind, edited);
        }
    }

    private void lookUp(TokenKind kind, String text) {
        byte[] key = WordIndex.key(kind, text);
        int rank = tokens.rank(key);
        if (tokens.has(rank, key)) {
            found.add(rank);
        }
    }

    private String token(int rank) {
        return text(tokens.token(rank));
    }

    private static String text(byte[] token) {
        return new String(token, 1, token.length - 1, StandardCharsets.UTF_8);
    }

    // Account names of ASCII, which are no tokens

    private void findNames(String typed, int[] letters) {
        ValueIndex values = words.names();
        for (int place = 0; place <= letters.length; place++) {
            if (place > 0 && letters[place - 1] >= 0x80) {
                return;
            }
            byte[] before = text(letters, 0, place).getBytes(StandardCharsets.US_ASCII);
            int from = place == 0 ? 0 : values.rank(before);
            int to = place == 0 ? values.ordinals().size() : values.rankBehind(before);
            if (to - from <= FEW_VALUES) {
                for (int at = from; at < to; at++) {
                    if (values.isAccountName(at)
                            && OneEdit.between(
                                    typed, words.plainName(values.ordinals().get(at)))) {
                        named.add(values.ordinals().get(at));
                    }
                }
                return;
            }
            withoutNewLetter(letters, place).forEach(this::lookUpName);
            for (int letter = 0; letter < 0x80; letter++) {
                if (words.isNameLetter(letter)) {
                    withNewLetter(letters, place, letter).forEach(this::lookUpName);
                }
            }
        }
    }

    private void lookUpName(String name) {
        if (Folding.isAscii(name)) {
            for (int ordinal : keys.byPlainAccountName(name.getBytes(StandardCharsets.US_ASCII))) {
                named.add(ordinal);
            }
        }
    }

    // Edits

    private static List<String> withoutNewLetter(int[] letters, int place) {
        List<String> edited = new ArrayList<>(2);
        if (place < letters.length && letters.length > OneEdit.SHORTEST_WORD) {
            edited.add(text(letters, 0, place) + text(letters, place + 1, letters.length));
        }
        if (place + 1 < letters.length && letters[place] != letters[place + 1]) {
            int[] swapped = letters.clone();
            swapped[place] = letters[place + 1];
            swapped[place + 1] = letters[place];
            edited.add(text(swapped, 0, swapped.length));
        }
        return edited;
    }

    private static List<String> withNewLetter(int[] letters, int place, int letter) {
        String before = text(letters, 0, place) + Character.toString(letter);
        String inserted = before + text(letters, place, letters.length);
        return place < letters.length && letters[place] != letter
                ? List.of(inserted, before + text(letters, place + 1, letters.length))
                : List.of(inserted);
    }

    private static String text(int[] letters, int from, int to) {
        return new String(letters, from, to - from);
    }
}
