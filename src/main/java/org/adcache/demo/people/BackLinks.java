package org.adcache.demo.people;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Back links: the groups of each entry. Those of generated groups are computed once, on first use; stored groups have
 * an index of their own, which each change updates.
 */
final class BackLinks {
    private final GeneratedPeople people;
    private final Map<Integer, int[]> ofStored = new ConcurrentHashMap<>();
    private volatile long @Nullable [] generated;

    BackLinks(GeneratedPeople people) {
        this.people = people;
    }

    /**
     * The groups of a member by position, ascending.
     *
     * @param stored whether the generated members of a group no longer count
     */
    int[] groupsOf(int member, IntPredicate stored) {
        long[] pairs = generated();
        int from = Arrays.binarySearch(pairs, (long) member << 32);
        int start = from < 0 ? -from - 1 : from;
        int end = start;
        while (end < pairs.length && pairs[end] >>> 32 == member) {
            end++;
        }
        IntStream asGenerated =
                Arrays.stream(pairs, start, end).mapToInt(pair -> (int) pair).filter(stored.negate());
        return IntStream.concat(asGenerated, Arrays.stream(ofStored.getOrDefault(member, new int[0])))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Each pair is {@code member << 32 | group}; sorted, so that the groups of one member are adjacent. */
    private long[] generated() {
        long[] pairs = generated;
        if (pairs == null) {
            pairs = IntStream.range(people.first(), people.end())
                    .filter(people::isGroup)
                    .mapToObj(people::at)
                    .flatMapToLong(group ->
                            Arrays.stream(group.members()).mapToLong(member -> (long) member << 32 | group.position()))
                    .sorted()
                    .toArray();
            generated = pairs;
        }
        return pairs;
    }

    /** Updates the index for a stored group whose members changed; both lists ascend. */
    void change(int group, int[] before, int[] after) {
        int i = 0;
        int j = 0;
        while (i < before.length || j < after.length) {
            if (j == after.length || (i < before.length && before[i] < after[j])) {
                remove(before[i++], group);
            } else if (i == before.length || after[j] < before[i]) {
                add(after[j++], group);
            } else {
                i++;
                j++;
            }
        }
    }

    private void add(int member, int group) {
        ofStored.compute(member, (key, groups) -> {
            int[] more = groups == null ? new int[1] : Arrays.copyOf(groups, groups.length + 1);
            more[more.length - 1] = group;
            return more;
        });
    }

    private void remove(int member, int group) {
        ofStored.computeIfPresent(member, (key, groups) -> {
            int[] left = Arrays.stream(groups).filter(each -> each != group).toArray();
            return left.length == 0 ? null : left;
        });
    }
}
