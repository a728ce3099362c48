package org.adcache.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Permission of a caller. */
public enum Scope {
    /** Lookup and match. */
    LOOKUP,
    /** Suggest. */
    SUGGEST,
    /** Lists and members. */
    EXPORT,
    /** Everything. */
    ADMIN;

    /** Parses the lower-case name. */
    public static Optional<Scope> parse(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.label().equals(name))
                .findFirst();
    }

    /** The names of all, as in a sentence: {@code lookup, suggest, export or admin}. */
    public static String choices() {
        String names = Arrays.stream(values()).map(Scope::label).collect(Collectors.joining(", "));
        int last = names.lastIndexOf(", ");
        return names.substring(0, last) + " or " + names.substring(last + 2);
    }

    /** The names of some, in the order of this list. */
    public static List<String> labels(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::label).toList();
    }

    /** Name in JSON and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
