package org.adcache.index.words;

import java.util.Arrays;

/** Detector of accounts with two words of one name that have the same initial in some variant, as in Mary Miller. */
final class SharedInitials {
    /** Initials of the variants of a name's words, as UTF-8. */
    private int[] letters = new int[16];

    private int count;
    private int ofWordsBefore;
    private boolean found;

    void begin() {
        count = 0;
        ofWordsBefore = 0;
        found = false;
    }

    /**
     * Adds a variant of a word.
     *
     * @param head the byte before the token, with its flags
     */
    void add(int head, byte[] words, int from, int to) {
        if ((head & SearchWords.NAME_BEGINS) != 0) {
            count = 0;
        }
        if ((head & SearchWords.WORD_BEGINS) != 0) {
            ofWordsBefore = count;
        }
        if (from < to) {
            int letter = letter(words, from, to);
            for (int i = 0; i < ofWordsBefore; i++) {
                found |= letters[i] == letter;
            }
            if (count == letters.length) {
                letters = Arrays.copyOf(letters, 2 * count);
            }
            letters[count++] = letter;
        }
    }

    private static int letter(byte[] words, int from, int to) {
        int letter = words[from];
        for (int i = from + 1; i < to && (words[i] & 0xC0) == 0x80; i++) {
            letter = letter << Byte.SIZE | (words[i] & 0xFF);
        }
        return letter;
    }

    boolean found() {
        return found;
    }
}
