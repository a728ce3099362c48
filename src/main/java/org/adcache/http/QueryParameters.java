package org.adcache.http;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.http.problem.CallerText;
import org.adcache.http.problem.HttpProblem;

/** Parsed query string: each parameter known to the route, given at most once, and percent-encoded UTF-8. */
public final class QueryParameters {
    private final List<String> namesAndValues;

    private QueryParameters(List<String> namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /**
     * Parses a raw query string; a parameter without {@code =} has an empty value.
     *
     * @throws HttpProblem if a parameter is unknown, repeated or wrongly encoded
     */
    public static QueryParameters parse(Optional<String> query, Set<String> known) {
        QueryParameters parameters = new QueryParameters(new ArrayList<>());
        String text = query.orElse("");
        for (int from = 0; from < text.length(); ) {
            int and = text.indexOf('&', from);
            int to = and < 0 ? text.length() : and;
            if (to > from) {
                parameters.add(text.substring(from, to), known);
            }
            from = to + 1;
        }
        return parameters;
    }

    /**
     * Parses the query string of a request served by Javalin.
     *
     * @throws HttpProblem if a parameter is unknown, repeated or wrongly encoded
     */
    public static QueryParameters of(Context context, String... known) {
        return parse(Optional.ofNullable(context.queryString()), Set.of(known));
    }

    /**
     * Checks that a request served by Javalin has no parameters.
     *
     * @throws HttpProblem if it has any
     */
    public static void rejectAll(Context context) {
        of(context);
    }

    private void add(String part, Set<String> known) {
        int equals = part.indexOf('=');
        String name = decoded(equals < 0 ? part : part.substring(0, equals), "A parameter's name");
        if (!known.contains(name)) {
            throw HttpProblem.badRequest("The parameter " + CallerText.name(name) + " is unknown.");
        }
        String value = equals < 0 ? "" : decoded(part.substring(equals + 1), name);
        if (get(name).isPresent()) {
            throw HttpProblem.badRequest(name + " is given twice.");
        }
        namesAndValues.add(name);
        namesAndValues.add(value);
    }

    public Optional<String> get(String name) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equals(name)) {
                return Optional.of(namesAndValues.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text, String what) {
        if (isPlain(text)) {
            return text.replace('+', ' ');
        }
        byte[] bytes = new byte[text.length()];
        int count = 0;
        boolean ascii = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes[count] = (byte) (hex(text, i + 1, what) << 4 | hex(text, i + 2, what));
                i += 2;
            } else if (c < 0x80) {
                bytes[count] = (byte) (c == '+' ? ' ' : c);
            } else {
                throw badEncoding(what);
            }
            ascii &= bytes[count++] >= 0;
        }
        return ascii ? new String(bytes, 0, count, StandardCharsets.US_ASCII) : utf8(bytes, count, what);
    }

    private static String utf8(byte[] bytes, int count, String what) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, count))
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

    private static int hex(String text, int at, String what) {
        int digit = at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw badEncoding(what);
        }
        return digit;
    }

    private static HttpProblem badEncoding(String what) {
        return HttpProblem.badRequest(what + " is not percent-encoded UTF-8.");
    }
}
