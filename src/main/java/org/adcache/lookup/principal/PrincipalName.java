package org.adcache.lookup.principal;

/**
 * Kerberos principal of a person, authenticated by a KDC of the realm.
 *
 * @param name all before the realm, for instance {@code jo}
 * @param realm for instance {@code CORP.EXAMPLE}
 */
public record PrincipalName(String name, String realm) {
    public PrincipalName {
        if (name.isEmpty() || realm.isEmpty()) {
            throw new IllegalArgumentException("a principal needs a name and a realm");
        }
    }

    /**
     * Parses a name as JGSS writes it: {@code name@REALM}, with a backslash before each other '@'.
     *
     * @throws IllegalArgumentException if name or realm is missing
     */
    public static PrincipalName parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("a principal needs a realm");
        }
        return new PrincipalName(text.substring(0, at).replace("\\@", "@"), text.substring(at + 1));
    }

    @Override
    public String toString() {
        return name + '@' + realm;
    }
}
