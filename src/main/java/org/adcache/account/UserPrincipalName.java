package org.adcache.account;

import java.util.Optional;

/** An explicit userPrincipalName, compared without regard to case. */
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

    /** The form to compare: trimmed and case-folded. */
    public String key() {
        return keyOf(value);
    }

    /** The key of a text somebody asks for. */
    public static String keyOf(String text) {
        return CaseFolding.fold(text.strip());
    }
}
