package org.adcache.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Permission of a token. */
public enum Scope {
    /** Lookup and match. */
    LOOKUP,
    /** Suggest. */
    SUGGEST,
    /** Everything. */
    ADMIN;

    /** Parses the lower-case name. */
    public static Optional<Scope> parse(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.label().equals(name))
                .findFirst();
    }

    /** Name in JSON and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
