package org.adcache.account;

/**
 * Share of the accounts of a type of which an attribute can be read that all of them have.
 *
 * @param attribute its name in the directory
 * @param share from 0 to 1, rounded down to four digits, so that it is 1 only if all show it
 */
public record ReadableShare(AccountType type, String attribute, double share) {
    private static final double DIGITS = 10_000;
    private static final int PERCENT = 100;

    /** The share that a number of accounts is of all. */
    public static ReadableShare of(AccountType type, String attribute, int readable, int all) {
        return new ReadableShare(type, attribute, Math.floor(DIGITS * readable / all) / DIGITS);
    }

    /** For instance {@code userAccountControl of 2.5 % of the users}. */
    @Override
    public String toString() {
        double percent = Math.round(DIGITS * share) / (DIGITS / PERCENT);
        return attribute + " of " + percent + " % of the " + type.label() + "s";
    }
}
