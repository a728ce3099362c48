package org.adcache.lookup;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key is, the {@code by} of a lookup. */
public enum KeyKind {
    ADDRESS,
    SID,
    GUID,
    DN,
    ACCOUNT,
    UPN;

    /** Reads the lower-case name. */
    public static Optional<KeyKind> parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
