package org.adcache.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a query string: each known to the route, given once, and percent-encoded UTF-8. */
final class QueryParameters {
    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a raw query string; a parameter without {@code =} has an empty value.
     *
     * @throws Refusal if a parameter is unknown, repeated or wrongly encoded
     */
    static QueryParameters parse(Optional<String> query, Set<String> known) {
        if (query.isEmpty() || query.get().isEmpty()) {
            return new QueryParameters(Map.of());
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : query.get().split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals), "A parameter's name");
            if (!known.contains(name)) {
                throw Refusal.badRequest("The parameter " + CallerText.name(name) + " is unknown.");
            }
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1), name);
            if (values.put(name, value) != null) {
                throw Refusal.badRequest(name + " is given twice.");
            }
        }
        return new QueryParameters(values);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static String decoded(String text, String what) {
        if (isPlain(text)) {
            return text.replace('+', ' ');
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(text, what)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw badEncoding(what);
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%' || text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text, String what) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(hex(text, i + 1, what) << 4 | hex(text, i + 2, what));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c == '+' ? ' ' : c);
            } else {
                throw badEncoding(what);
            }
        }
        return bytes.toByteArray();
    }

    private static int hex(String text, int at, String what) {
        int digit = at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw badEncoding(what);
        }
        return digit;
    }

    private static Refusal badEncoding(String what) {
        return Refusal.badRequest(what + " is not percent-encoded UTF-8.");
    }
}
