package org.adcache.demo.people;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which groups an entry is in, worked out for all entries at once and good until the next change. */
final class BackLinks {
    private final long usn;
    private final long[] pairs;

    private BackLinks(long usn, long[] pairs) {
        this.usn = usn;
        this.pairs = pairs;
    }

    /** Each pair is {@code member << 32 | group}; sorted, the groups of one member lie side by side. */
    static BackLinks of(DirectoryTree tree) {
        long usn = tree.highestUsn();
        long[] pairs = IntStream.range(0, tree.end())
                .mapToObj(tree::at)
                .flatMap(Optional::stream)
                .filter(entry -> entry.kind() == ObjectKind.GROUP)
                .flatMapToLong(group ->
                        Arrays.stream(tree.members(group)).mapToLong(member -> (long) member << 32 | group.position()))
                .toArray();
        Arrays.sort(pairs);
        return new BackLinks(usn, pairs);
    }

    /** The USN of the directory this was worked out at. */
    long usn() {
        return usn;
    }

    int[] groupsOf(int member) {
        int from = Arrays.binarySearch(pairs, (long) member << 32);
        int start = from < 0 ? -from - 1 : from;
        return Arrays.stream(pairs, start, pairs.length)
                .takeWhile(pair -> pair >>> 32 == member)
                .mapToInt(pair -> (int) pair)
                .toArray();
    }
}
