package org.adcache.account;

import java.util.Locale;

/** Type of an account; owners of the same key are listed in the order of the constants. */
public enum AccountType {
    USER,
    CONTACT,
    GROUP;

    /** The name in JSON and in the configuration: {@code user}, {@code contact} or {@code group}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
