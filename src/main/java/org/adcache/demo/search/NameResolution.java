package org.adcache.demo.search;

import com.unboundid.ldap.sdk.Filter;
import java.util.List;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.Collation;

/**
 * Ambiguous name resolution (MS-ADTS 3.1.1.3.1.3.4): {@code (anr=x)} is a prefix match over a set of attributes, and
 * with a space in x also over given name and surname in both orders; {@code (anr==x)} is an exact match.
 */
final class NameResolution {
    private static final List<AttributeType> SEARCHED = List.of(
            AttributeType.DISPLAY_NAME,
            AttributeType.GIVEN_NAME,
            AttributeType.SN,
            AttributeType.NAME_OF_RDN,
            AttributeType.SAM_ACCOUNT_NAME,
            AttributeType.OFFICE,
            AttributeType.PROXY_ADDRESSES,
            AttributeType.LEGACY_EXCHANGE_DN);

    private final Replica replica;

    NameResolution(Replica replica) {
        this.replica = replica;
    }

    CompiledFilter compile(Filter filter) {
        if (filter.getFilterType() != Filter.FILTER_TYPE_EQUALITY) {
            return CompiledFilter.undefined();
        }
        String text = Collation.fold(filter.getAssertionValue().strip());
        boolean exact = text.startsWith("=");
        String wanted = exact ? text.substring(1) : text;
        int space = wanted.indexOf(' ');
        return CompiledFilter.anywhere(entry ->
                Truth.of(SEARCHED.stream().anyMatch(type -> has(entry, type, wanted, exact))
                        || (space > 0
                                && hasBoth(
                                        entry,
                                        wanted.substring(0, space),
                                        wanted.substring(space + 1).strip(),
                                        exact))));
    }

    private boolean hasBoth(DirectoryEntry entry, String one, String other, boolean exact) {
        AttributeType given = AttributeType.GIVEN_NAME;
        AttributeType surname = AttributeType.SN;
        return (has(entry, given, one, exact) && has(entry, surname, other, exact))
                || (has(entry, surname, one, exact) && has(entry, given, other, exact));
    }

    private boolean has(DirectoryEntry entry, AttributeType type, String wanted, boolean exact) {
        for (String value : replica.values(entry, type)) {
            String folded = Collation.fold(value);
            if (exact ? folded.equals(wanted) : folded.startsWith(wanted)) {
                return true;
            }
        }
        return false;
    }
}
