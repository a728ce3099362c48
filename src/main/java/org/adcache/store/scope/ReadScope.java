package org.adcache.store.scope;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;

/**
 * Scope of a connection's reading: which accounts it reads, and from which attributes it takes their addresses.
 *
 * @param domain DNS name, lower case
 * @param base key of the search base; empty: the whole domain
 * @param addressAttributes lower case
 */
public record ReadScope(String domain, Optional<String> base, Set<AccountType> types, Set<String> addressAttributes) {
    public ReadScope {
        types = Set.copyOf(types);
        addressAttributes = Set.copyOf(addressAttributes);
    }

    /** The scope as configured. */
    public static ReadScope of(
            String domain,
            Optional<String> searchBase,
            boolean contacts,
            boolean groups,
            Iterable<String> addressAttributes) {
        Set<AccountType> types = EnumSet.allOf(AccountType.class);
        if (!contacts) {
            types.remove(AccountType.CONTACT);
        }
        if (!groups) {
            types.remove(AccountType.GROUP);
        }
        Set<String> attributes = new TreeSet<>();
        addressAttributes.forEach(name -> attributes.add(name.toLowerCase(Locale.ROOT)));
        Optional<String> root = rootOf(domain);
        Optional<String> base = searchBase
                .map(dn -> new DistinguishedName(dn).key())
                .filter(key -> root.filter(key::equals).isEmpty());
        return new ReadScope(domain.toLowerCase(Locale.ROOT), base, types, attributes);
    }

    private static Optional<String> rootOf(String domain) {
        return DistinguishedName.keyOf(Arrays.stream(domain.split("\\.", -1))
                .map(label -> "DC=" + label)
                .collect(Collectors.joining(",")));
    }

    /** Whether this scope leaves out something of the domain. */
    public boolean isRestricted() {
        return base.isPresent() || types.size() < AccountType.values().length;
    }

    public boolean includes(Account account) {
        return types.contains(account.type())
                && base.filter(top -> !isIn(account.distinguishedName().key(), top))
                        .isEmpty();
    }

    /** Whether every account of the other scope is in this one. */
    public boolean includesAllOf(ReadScope other) {
        return domain.equals(other.domain)
                && types.containsAll(other.types)
                && base.filter(top ->
                                other.base.filter(inner -> isIn(inner, top)).isEmpty())
                        .isEmpty();
    }

    /** Whether a copy of this scope has all that a copy of the other one would have. */
    public boolean covers(ReadScope other) {
        return includesAllOf(other) && addressAttributes.containsAll(other.addressAttributes);
    }

    private static boolean isIn(String key, String base) {
        return key.equals(base) || key.endsWith("," + base);
    }
}
