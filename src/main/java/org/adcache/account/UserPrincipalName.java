package org.adcache.account;

import java.util.Optional;

/** Explicit userPrincipalName, compared case-insensitively. */
public record UserPrincipalName(String value) {
    public UserPrincipalName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("userPrincipalName is empty");
        }
    }

    /** The part after the last '@'; empty for a name without one. */
    public Optional<UpnSuffix> suffix() {
        return UpnSuffix.of(value);
    }

    /** The comparison form: trimmed and case-folded. */
    public String key() {
        return keyOf(value);
    }

    /** The key of a query text. */
    public static String keyOf(String text) {
        return CaseFolding.fold(text.strip());
    }
}
