package org.adcache.account;

import java.util.Optional;

/** UPN suffix: the part of a user principal name after its last '@', compared case-insensitively. */
public record UpnSuffix(String value) {
    public UpnSuffix {
        if (value.isBlank()) {
            throw new IllegalArgumentException("UPN suffix is empty");
        }
    }

    /** The suffix of a UPN; empty if it has no '@' with something after it. */
    public static Optional<UpnSuffix> of(String userPrincipalName) {
        String suffix = userPrincipalName.substring(userPrincipalName.lastIndexOf('@') + 1);
        return userPrincipalName.indexOf('@') < 0 || suffix.isBlank()
                ? Optional.empty()
                : Optional.of(new UpnSuffix(suffix.strip()));
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
