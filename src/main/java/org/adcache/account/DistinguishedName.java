package org.adcache.account;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Distinguished name as the server wrote it. It is compared by its {@link #key()}, the name after RFC 4514: attribute
 * names and values case-folded, values trimmed with inner runs of spaces as one, only {@code , + \ =} escaped. A key
 * ends with the key of every container above it, after a comma: {@code cn=doe\, jo,ou=sales,dc=corp,dc=example}.
 */
public record DistinguishedName(String value) {
    private static final String DOMAIN_COMPONENT = "dc=";

    public DistinguishedName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("distinguishedName is empty");
        }
    }

    /** The key, computed at each call; the trimmed, case-folded text itself if it doesn't parse as a DN. */
    public String key() {
        return keyOf(value).orElseGet(() -> CaseFolding.fold(value.strip()));
    }

    /** The key of a query text; empty if it is no DN of at least one component. */
    public static Optional<String> keyOf(String text) {
        try {
            RDN[] rdns = new DN(text.strip()).getRDNs();
            return rdns.length == 0
                    ? Optional.empty()
                    : Optional.of(
                            Arrays.stream(rdns).map(DistinguishedName::key).collect(Collectors.joining(",")));
        } catch (LDAPException e) {
            return Optional.empty();
        }
    }

    /** The key of a first component that differs from its key only in case. */
    public static String keyOfPlainComponent(String component) {
        return CaseFolding.fold(component);
    }

    /** The key of the container directly above the entry with this key; empty at the top. */
    public static Optional<String> parentKey(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ',') {
                return Optional.of(key.substring(i + 1));
            }
        }
        return Optional.empty();
    }

    /** The keys of the containers above the entry, the nearest first, without the domain's own components. */
    public List<String> containerKeys() {
        List<String> containers = new ArrayList<>();
        Optional<String> at = parentKey(key());
        while (at.isPresent() && !at.get().startsWith(DOMAIN_COMPONENT)) {
            containers.add(at.get());
            at = parentKey(at.get());
        }
        return containers;
    }

    private static String key(RDN rdn) {
        String[] names = rdn.getAttributeNames();
        String[] values = rdn.getAttributeValues();
        String[] parts = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            parts[i] = CaseFolding.fold(names[i]) + '=' + escaped(squeezed(CaseFolding.fold(values[i])));
        }
        Arrays.sort(parts);
        return String.join("+", parts);
    }

    private static String squeezed(String value) {
        return value.strip().replaceAll(" {2,}", " ");
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '+' || c == '\\' || c == '=') {
                text.append('\\');
            }
            text.append(c);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
