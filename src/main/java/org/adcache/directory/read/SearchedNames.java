package org.adcache.directory.read;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.adcache.account.MailAddress;
import org.adcache.directory.EntryLimits;
import org.adcache.directory.IgnoredReason;

/**
 * Check of an entry's names: whether their search words, together with those of its addresses, stay within the limit.
 * A name that doesn't fit is left out; an address can't be, because lookups ask for it, so then the entry is refused.
 */
final class SearchedNames {
    private static final Set<String> SEARCHED = searched();

    private final EntryValues values;
    private final EntryLimits limits;
    private long length;

    SearchedNames(EntryValues values, EntryLimits limits, List<MailAddress> addresses) throws EntryRefused {
        this.values = values;
        this.limits = limits;
        long most = addresses.stream()
                .mapToLong(address -> WordLength.atMost(address.value()))
                .sum();
        length = most <= limits.sizes().wordsLength() / 4
                ? most
                : addresses.stream()
                        .mapToLong(address -> WordLength.ofAddress(address.value()))
                        .sum();
        if (!limits.wordsLength().allows(length)) {
            throw new EntryRefused(IgnoredReason.TOO_MANY_WORDS);
        }
    }

    private static Set<String> searched() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of("cn", "displayName", "givenName", "sn"));
        return names;
    }

    /** Whether the value is no name, or fits; one that doesn't is noted. */
    boolean fits(String attribute, String value) {
        if (!SEARCHED.contains(attribute)) {
            return true;
        }
        long most = WordLength.atMost(value);
        long more = length + most <= limits.sizes().wordsLength() ? most : WordLength.ofName(value);
        if (!limits.wordsLength().allows(length + more)) {
            values.note(IgnoredReason.VALUE_WITH_TOO_MANY_WORDS, attribute, value);
            return false;
        }
        length += more;
        return true;
    }
}
