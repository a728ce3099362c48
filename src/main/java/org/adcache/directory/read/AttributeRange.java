package org.adcache.directory.read;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an attribute with very many values (MS-ADTS 3.1.1.3.1.3.3): {@code member;range=0-1499} holds the first
 * 1500 values and more follow; {@code member;range=1500-*} holds the last ones. Plain {@code member} may stand beside
 * it, empty.
 *
 * @param attribute the name without the option
 * @param last the number of the last value in it; empty: no more follow
 */
public record AttributeRange(String attribute, Optional<Integer> last) {
    private static final Pattern FORM =
            Pattern.compile("([^;]+);range=(\\d{1,9})-(\\d{1,9}|\\*)", Pattern.CASE_INSENSITIVE);

    /** Reads an attribute name with its option; empty if it has no range. */
    static Optional<AttributeRange> parse(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String last = matcher.group(3);
        return Optional.of(new AttributeRange(
                matcher.group(1), last.equals("*") ? Optional.empty() : Optional.of(Integer.valueOf(last))));
    }

    boolean is(String name) {
        return attribute.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }

    /** The name to ask for the values after this part. */
    static String from(String attribute, int first) {
        return attribute + ";range=" + first + "-*";
    }
}
