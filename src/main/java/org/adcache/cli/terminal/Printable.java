package org.adcache.cli.terminal;

/** Sanitiser of a line for the terminal: a name in it may contain escape sequences and ends of lines. */
final class Printable {
    private static final int REPLACEMENT = 0xFFFD;

    private Printable() {}

    static String text(String text) {
        if (text.codePoints().noneMatch(Printable::dangerous)) {
            return text;
        }
        return text.codePoints()
                .map(c -> dangerous(c) ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Control characters, ends of lines, and those that change the direction of the text after them. */
    private static boolean dangerous(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
