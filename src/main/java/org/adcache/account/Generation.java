package org.adcache.account;

/** Number of a committed state of the cache: it increases with each change of content and is never reset. */
public record Generation(long number) implements Comparable<Generation> {
    /** The generation before the first commit. */
    public static final Generation NONE = new Generation(0);

    /**
     * The highest number that is taken from a file. Far above any that was ever assigned, and so far below the largest
     * number that the ones after it are files' names too.
     */
    public static final long HIGHEST_READ = 1_000_000_000_000_000L;

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
