package org.adcache.account;

/**
 * Number of the period between two wipes: raised each time the integration is switched off; data of one epoch is never
 * used in another.
 */
public record Epoch(long number) implements Comparable<Epoch> {
    public static final Epoch FIRST = new Epoch(1);

    public Epoch {
        if (number < 1) {
            throw new IllegalArgumentException("epoch is less than 1: " + number);
        }
    }

    public Epoch next() {
        return new Epoch(number + 1);
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(number, other.number);
    }
}
