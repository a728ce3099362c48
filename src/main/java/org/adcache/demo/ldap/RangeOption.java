package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Range of values of a linked attribute that a client requests (MS-ADTS 3.1.1.3.1.3.3), as in {@code
 * member;range=1500-*}.
 *
 * @param first the first value, from 0
 * @param last the last value, or {@link #TO_THE_END}
 */
record RangeOption(int first, int last) {
    static final int TO_THE_END = Integer.MAX_VALUE;

    private static final Pattern OPTION = Pattern.compile("range=(\\d{1,9})-(\\d{1,9}|\\*)", Pattern.CASE_INSENSITIVE);

    /** Parses an attribute option; empty if it is not a range. */
    static Optional<RangeOption> parse(String option) {
        Matcher matcher = OPTION.matcher(option);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2).equals("*") ? TO_THE_END : Integer.parseInt(matcher.group(2));
        return last < first ? Optional.empty() : Optional.of(new RangeOption(first, last));
    }

    /** Limits the range to the existing values and to the server's limit. */
    RangeOption within(int count, int limit) throws LDAPException {
        if (first >= count) {
            throw LdapErrors.badRange();
        }
        int end = (int) Math.min(Math.min((long) last + 1, (long) first + limit), count);
        return new RangeOption(first, end - 1);
    }

    /**
     * Formats the option of the answer: {@code range=0-1499}, or {@code range=1500-*} if the last value is among them.
     */
    String option(int count) {
        return "range=" + first + "-" + (last == count - 1 ? "*" : Integer.toString(last));
    }
}
