package org.adcache.demo.schema;

/** Writer of relative names as in AD: the characters of RFC 4514 escaped with a backslash, all others unchanged. */
public final class RelativeNames {
    private RelativeNames() {}

    /** {@code CN=} and the escaped value. */
    public static String of(String type, String value) {
        if (isPlain(value)) {
            return type + "=" + value;
        }
        StringBuilder text = new StringBuilder(type).append('=');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean atStart = i == 0 && (c == ' ' || c == '#');
            boolean atEnd = i == value.length() - 1 && c == ' ';
            if (c == '\n') {
                text.append("\\0A");
                continue;
            }
            if (atStart || atEnd || isSpecial(c)) {
                text.append('\\');
            }
            text.append(c);
        }
        return text.toString();
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isSpecial(value.charAt(i))) {
                return false;
            }
        }
        return !value.startsWith(" ") && !value.startsWith("#") && !value.endsWith(" ");
    }

    private static boolean isSpecial(char c) {
        return switch (c) {
            case ',', '+', '"', '\\', '<', '>', ';', '=', '\n' -> true;
            default -> false;
        };
    }
}
