package org.adcache.index;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which groups an account is a direct member of, by {@code member} or as its primary group, in any connection. The parents
 * of ordinal {@code i} are {@code parents[starts[i]]} to {@code parents[starts[i + 1] - 1]}.
 *
 * <pre>
 *   0 Jo, 1 Sales (Jo), 2 Staff (Sales, Jo), 3 All (Staff, and All itself)
 *
 *   starts   0     2  3  4  5
 *   parents  1  2  2  3  3
 * </pre>
 */
public final class GroupGraph {
    private final int[] starts;
    private final int[] parents;

    private GroupGraph(int[] starts, int[] parents) {
        this.starts = starts;
        this.parents = parents;
    }

    /**
     * Everything an account is a member of, directly or through other groups; cycles do no harm.
     *
     * @param followed the ordinals of groups that count; others are neither found nor gone through
     */
    public Memberships of(int ordinal, IntPredicate followed) {
        return new Memberships(this, ordinal, followed);
    }

    int degree(int ordinal) {
        return starts[ordinal + 1] - starts[ordinal];
    }

    int parent(int ordinal, int index) {
        return parents[starts[ordinal] + index];
    }

    /** Takes memberships in any order, repeated ones too. */
    static final class Builder {
        private final IntList members = new IntList();
        private final IntList groups = new IntList();

        void add(int member, int group) {
            members.add(member);
            groups.add(group);
        }

        GroupGraph build(int accounts) {
            int[] starts = new int[accounts + 1];
            for (int i = 0; i < members.size(); i++) {
                starts[members.get(i) + 1]++;
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            int[] next = Arrays.copyOf(starts, accounts);
            int[] parents = new int[members.size()];
            for (int i = 0; i < members.size(); i++) {
                parents[next[members.get(i)]++] = groups.get(i);
            }
            return distinct(starts, parents);
        }

        private static GroupGraph distinct(int[] starts, int[] parents) {
            int kept = 0;
            for (int ordinal = 0; ordinal + 1 < starts.length; ordinal++) {
                int from = starts[ordinal];
                int to = starts[ordinal + 1];
                Arrays.sort(parents, from, to);
                starts[ordinal] = kept;
                for (int i = from; i < to; i++) {
                    if (i == from || parents[i] != parents[i - 1]) {
                        parents[kept++] = parents[i];
                    }
                }
            }
            starts[starts.length - 1] = kept;
            return new GroupGraph(starts, Arrays.copyOf(parents, kept));
        }
    }
}
