package org.adcache.directory.feed;

import com.unboundid.ldap.sdk.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.read.AccountClasses;

/**
 * Filters for the object classes of a feed: the connection's accounts, and the containers that can hold them. By
 * objectClass, which a tombstone keeps; it loses its objectCategory.
 */
final class FeedClasses {
    /**
     * The possSuperiors of users, contacts and groups (MS-ADSC), and theirs in turn; the domain itself can't be
     * renamed.
     */
    private static final Set<String> CONTAINERS = Set.of(
            "organizationalunit",
            "container",
            "builtindomain",
            "lostandfound",
            "organization",
            "locality",
            "country",
            "msexchsystemobjectscontainer");

    private static final String FOREIGN = "CN=S-1-";

    private FeedClasses() {}

    static Filter all(DirectoryConfig config) {
        List<String> classes = new ArrayList<>(List.of("user"));
        if (config.contacts()) {
            classes.addAll(List.of("contact", AccountClasses.PUBLIC_FOLDER));
        }
        if (config.groups()) {
            classes.addAll(List.of("group", "foreignSecurityPrincipal", AccountClasses.DYNAMIC_GROUP));
        }
        CONTAINERS.stream().sorted().forEach(classes::add);
        return anyOf(classes);
    }

    /** Whether a tombstone is that of a foreign security principal, which has a SID for its name. */
    static boolean isForeignPrincipal(String tombstone) {
        return tombstone.regionMatches(true, 0, FOREIGN, 0, FOREIGN.length());
    }

    static Filter containers() {
        return anyOf(CONTAINERS.stream().sorted().toList());
    }

    static boolean isContainer(String[] objectClasses) {
        return Arrays.stream(objectClasses).anyMatch(name -> CONTAINERS.contains(name.toLowerCase(Locale.ROOT)));
    }

    private static Filter anyOf(List<String> classes) {
        return Filter.createORFilter(classes.stream()
                .map(name -> Filter.createEqualityFilter("objectClass", name))
                .toList());
    }
}
