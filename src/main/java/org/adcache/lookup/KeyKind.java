package org.adcache.lookup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kind of a key, the {@code by} of a lookup. */
public enum KeyKind {
    ADDRESS,
    SID,
    GUID,
    DN,
    ACCOUNT,
    UPN;

    /** Parses the lower-case name. */
    public static Optional<KeyKind> parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
