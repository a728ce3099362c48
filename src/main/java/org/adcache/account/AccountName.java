package org.adcache.account;

/** Account name (sAMAccountName), unique in its domain and compared case-insensitively. */
public record AccountName(String value) {
    public AccountName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("sAMAccountName is empty");
        }
    }

    /** The comparison form: trimmed and case-folded. */
    public String key() {
        return keyOf(value);
    }

    /** The key of a query text, which may be no account name at all. */
    public static String keyOf(String text) {
        return CaseFolding.fold(text.strip());
    }
}
