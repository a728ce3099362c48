package org.adcache.account;

import java.util.Locale;

/** What an account is; the order of the constants is the order in which owners of one key are listed. */
public enum AccountType {
    USER,
    CONTACT,
    GROUP;

    /** The name in JSON and in configuration: {@code user}, {@code contact} or {@code group}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
