package org.adcache.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token allows. */
public enum Scope {
    /** Lookup and match. */
    LOOKUP,
    /** Suggest. */
    SUGGEST,
    /** Everything. */
    ADMIN;

    /** Reads the lower-case name. */
    public static Optional<Scope> parse(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.label().equals(name))
                .findFirst();
    }

    /** The name in JSON and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
