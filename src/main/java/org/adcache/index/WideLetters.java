package org.adcache.index;

import java.nio.charset.StandardCharsets;

/**
 * The code points from U+2E80 on (Chinese, Korean, emoji) that stand first in a token and before a lower one. A first letter
 * that is replaced or inserted before an alphabetic word is one of these or of an alphabet; going through the thousands that
 * a Chinese directory has would take milliseconds.
 */
final class WideLetters {
    static final int FIRST = 0x2E80;

    private final int[] letters;

    private WideLetters(int[] letters) {
        this.letters = letters;
    }

    /** What all kinds of token together have. */
    int[] letters() {
        return letters;
    }

    static WideLetters of(TokenDictionary tokens) {
        IntList letters = new IntList();
        for (TokenKind kind : TokenKind.values()) {
            int to = tokens.rankBehind(new byte[] {kind.code()});
            int last = -1;
            for (int rank = tokens.rank(firstKey(kind)); rank < to; rank++) {
                String token = text(tokens.token(rank));
                int letter = token.codePointAt(0);
                int behind = Character.charCount(letter);
                if (letter != last && behind < token.length() && token.codePointAt(behind) < FIRST) {
                    letters.add(letter);
                    last = letter;
                }
            }
        }
        letters.sort();
        return new WideLetters(letters.toArray());
    }

    /** Where the tokens of a kind begin that begin with such a letter. */
    static byte[] firstKey(TokenKind kind) {
        byte[] letter = Character.toString(FIRST).getBytes(StandardCharsets.UTF_8);
        return new byte[] {kind.code(), letter[0], letter[1], letter[2]};
    }

    private static String text(byte[] token) {
        return new String(token, 1, token.length - 1, StandardCharsets.UTF_8);
    }
}
