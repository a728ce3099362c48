package org.adcache.account;

/** The number of a committed state of the cache: it rises whenever content changes and never starts again. */
public record Generation(long number) implements Comparable<Generation> {
    /** Nothing was ever committed. */
    public static final Generation NONE = new Generation(0);

    public Generation {
        if (number < 0) {
            throw new IllegalArgumentException("generation is negative: " + number);
        }
    }

    public Generation next() {
        return new Generation(number + 1);
    }

    @Override
    public int compareTo(Generation other) {
        return Long.compare(number, other.number);
    }
}
