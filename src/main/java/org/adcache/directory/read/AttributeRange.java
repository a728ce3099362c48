package org.adcache.directory.read;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Range of the values of a large multi-valued attribute (MS-ADTS 3.1.1.3.1.3.3): {@code member;range=0-1499} holds the
 * first 1500 values, and more follow; {@code member;range=1500-*} holds the last ones. An empty plain {@code member}
 * may accompany it.
 *
 * @param attribute the attribute's name without the option
 * @param first index of the first value in the range
 * @param last index of the last value in the range; empty: no more follow
 */
public record AttributeRange(String attribute, int first, Optional<Integer> last) {
    private static final Pattern FORM =
            Pattern.compile("([^;]+);range=(\\d{1,9})-(\\d{1,9}|\\*)", Pattern.CASE_INSENSITIVE);

    /** Parses an attribute name with its option; empty if it has no range. */
    static Optional<AttributeRange> parse(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String last = matcher.group(3);
        return Optional.of(new AttributeRange(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                last.equals("*") ? Optional.empty() : Optional.of(Integer.valueOf(last))));
    }

    boolean is(String name) {
        return attribute.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }

    /** The name that requests the values from an index on. */
    static String from(String attribute, int first) {
        return attribute + ";range=" + first + "-*";
    }
}
