package org.adcache.account;

/**
 * Number of the period between two wipes: raised each time the integration is switched off; data of one epoch is never
 * used in another.
 */
public record Epoch(long number) implements Comparable<Epoch> {
    public static final Epoch FIRST = new Epoch(1);

    /**
     * The highest number that is taken from a file. Far above any that was ever assigned, and so far below the largest
     * number that the ones after it are files' names too.
     */
    public static final long HIGHEST_READ = 1_000_000_000_000_000L;

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
