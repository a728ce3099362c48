package org.adcache.demo.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Candidate positions of a filter, ascending: testing them costs the same however large the directory is. */
final class Candidates {
    static final Candidates NONE = new Candidates(new int[0]);

    private final int[] positions;

    private Candidates(int[] positions) {
        this.positions = positions;
    }

    static Candidates of(IntStream positions) {
        return new Candidates(positions.sorted().distinct().toArray());
    }

    static Candidates union(List<Candidates> several) {
        return of(several.stream().flatMapToInt(each -> Arrays.stream(each.positions)));
    }

    int count() {
        return positions.length;
    }

    boolean contains(int position) {
        return Arrays.binarySearch(positions, position) >= 0;
    }

    /** First candidate at a position or after it; -1 if there is none. */
    int next(int from) {
        int found = Arrays.binarySearch(positions, from);
        int place = found < 0 ? -found - 1 : found;
        return place < positions.length ? positions[place] : -1;
    }
}
