package org.adcache.directory.read;

import java.util.List;
import org.adcache.analysis.Word;

/**
 * Length of the search words of a text, with those that run on: {@code o'o'o} has {@code ooo}, {@code oo} and {@code
 * o}, so that a text of n characters may have n²/2 of them.
 */
final class WordLength {
    private WordLength() {}

    /** A bound that is cheap to compute; ordinary texts are so short that it is enough. */
    static long atMost(String text) {
        return (text.length() + 1L) * text.length() / 2;
    }

    static long ofName(String text) {
        return of(Word.of(text));
    }

    static long ofAddress(String text) {
        return of(Word.ofLocalPart(text.substring(0, Math.max(0, text.indexOf('@')))));
    }

    private static long of(List<Word> words) {
        long length = 0;
        for (Word word : words) {
            length += word.end() - word.start();
            length += word.runTo() == word.end() ? 0 : word.runTo() - word.start();
        }
        return length;
    }
}
