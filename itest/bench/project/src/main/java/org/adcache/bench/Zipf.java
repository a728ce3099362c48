package org.adcache.bench;

import java.util.SplittableRandom;

/**
 * Zipf distribution of ranks: the n-th is about n times rarer than the first, except the first few if the head is
 * flattened.
 */
final class Zipf {
    private final double head;
    private final double span;
    private final int count;

    /** @param head this many of the first are about equally frequent; at least 1 */
    Zipf(int count, double head) {
        this.count = count;
        this.head = head;
        this.span = Math.log((count + head) / head);
    }

    int draw(SplittableRandom random) {
        int rank = (int) (head * (Math.exp(random.nextDouble() * span) - 1));
        return Math.min(rank, count - 1);
    }
}
