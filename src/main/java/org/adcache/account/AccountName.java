package org.adcache.account;

/** A sAMAccountName, unique in its domain and compared without regard to case. */
public record AccountName(String value) {
    public AccountName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("sAMAccountName is empty");
        }
    }

    /** The form to compare: trimmed and case-folded. */
    public String key() {
        return keyOf(value);
    }

    /** The key of a text somebody asks for, which may be no account name at all. */
    public static String keyOf(String text) {
        return CaseFolding.fold(text.strip());
    }
}
