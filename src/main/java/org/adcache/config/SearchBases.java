package org.adcache.config;

import java.util.Optional;
import org.adcache.account.DistinguishedName;
import org.adcache.directory.DirectoryConfig;

/** Whether two connections would read the same accounts, which would then be two owners of each of their addresses. */
final class SearchBases {
    private SearchBases() {}

    static boolean overlap(DirectoryConfig one, DirectoryConfig other) {
        if (!one.domain().equalsIgnoreCase(other.domain())) {
            return false;
        }
        Optional<String> here = key(one);
        Optional<String> there = key(other);
        return here.isEmpty()
                || there.isEmpty()
                || contains(here.get(), there.get())
                || contains(there.get(), here.get());
    }

    private static Optional<String> key(DirectoryConfig connection) {
        return connection.searchBase().flatMap(DistinguishedName::keyOf);
    }

    private static boolean contains(String base, String key) {
        return key.equals(base) || key.endsWith("," + base);
    }
}
