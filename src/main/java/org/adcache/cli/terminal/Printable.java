package org.adcache.cli.terminal;

/** Sanitiser of untrusted text for the terminal: a name in a directory may contain escape sequences. */
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

    /** Control characters, and those that change the direction of the text after them. */
    private static boolean dangerous(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t')
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
