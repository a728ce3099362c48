package org.adcache.config;

import java.util.Optional;
import org.adcache.account.DistinguishedName;
import org.adcache.directory.DirectoryConfig;

/** Check for overlapping connections: if two read the same accounts, each of their addresses would have two owners. */
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
