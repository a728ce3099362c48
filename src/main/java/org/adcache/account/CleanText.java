package org.adcache.account;

/**
 * Sanitiser of foreign text, such as a value of the directory or the message of a server, for a line of a log: without
 * line ends and other control characters, without characters that change the direction of the text after them, and no
 * longer than asked.
 */
public final class CleanText {
    private static final char REPLACEMENT = '\uFFFD';

    private CleanText() {}

    /** The text on one line. */
    public static String line(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    /** The start of the text, on one line; what is left out shows as an ellipsis. */
    public static String line(String text, int length) {
        if (text.length() <= length) {
            return line(text);
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return line(text.substring(0, end)) + '…';
    }

    private static String replaced(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = isUnsafe(chars[i]) ? REPLACEMENT : chars[i];
        }
        return new String(chars);
    }

    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c) || (c >= '\u2028' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    }
}
