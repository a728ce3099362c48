package org.adcache.account;

import java.util.regex.Pattern;

/** Name of one configured connection, for instance {@code corp}: 1 to 40 of a-z, 0-9 and '-'. */
public record ConnectionId(String value) implements Comparable<ConnectionId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,40}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value has another
     */
    public ConnectionId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a connection's id is 1 to 40 of a-z, 0-9 and '-', not \"" + value + "\"");
        }
    }

    @Override
    public int compareTo(ConnectionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
