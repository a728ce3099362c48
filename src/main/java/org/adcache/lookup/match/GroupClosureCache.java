package org.adcache.lookup.match;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.adcache.budget.Work;
import org.adcache.index.array.IntHashSet;
import org.adcache.index.groups.GroupGraph;
import org.adcache.index.groups.Memberships;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the transitive closure of each group in one generation: nested groups are resolved once, and an account's
 * closure is then the union of those of its direct groups. Direct-mapped: a group has one slot, and replaces another
 * group there.
 *
 * <pre>
 *   Jo is in Sales and Staff      above(Sales) = Berlin, All      above(Staff) = All
 *   so Jo is in Sales, Staff, Berlin, All
 * </pre>
 *
 * <p>A closure that is known counts as much work as when it was found, so that a question is always cut at the same
 * place.
 */
public final class GroupClosureCache {
    private static final int FEWEST_PLACES = 1 << 12;
    private static final int MOST_PLACES = 1 << 16;
    /** Longer closures aren't cached, and not looked for group by group; none have been seen. */
    private static final int LONGEST = 1 << 10;

    private final GroupGraph graph;
    private final AtomicReferenceArray<@Nullable Above> known;

    /**
     * An empty cache.
     *
     * @param groups how many there are; their ordinals mostly follow each other, so that few share a place
     */
    public GroupClosureCache(GroupGraph graph, int groups) {
        this.graph = graph;
        this.known = new AtomicReferenceArray<>(places(groups));
    }

    /** A power of two that is no less than the number of groups, within bounds. */
    private static int places(int groups) {
        int within = Math.max(FEWEST_PLACES, Math.min(groups, MOST_PLACES));
        return Integer.highestOneBit(2 * within - 1);
    }

    /** All groups of an account, direct and nested; itself only if it is on a cycle. */
    record Closure(IntHashSet groups, boolean tooDeep) {}

    private static final class Above {
        private final int group;
        private final int[] groups;
        private final boolean tooDeep;
        private final long work;

        Above(int group, Memberships memberships, long work) {
            this.group = group;
            this.groups = memberships.groups();
            this.tooDeep = memberships.isTooDeep();
            this.work = work;
        }
    }

    /**
     * Finds all groups of an account.
     *
     * @param depth the most groups on the way to another, the same for all calls; what is beyond is left out
     */
    Closure groupsOf(int account, long depth, Work work) {
        IntHashSet groups = new IntHashSet();
        boolean tooDeep = false;
        for (int direct : graph.parents(account)) {
            if (work.spend(1) && groups.add(direct)) {
                Above above = above(direct, depth - 1, work);
                if (above.groups.length > LONGEST) {
                    return whole(account, depth, work);
                }
                tooDeep |= above.tooDeep;
                for (int higher : above.groups) {
                    groups.add(higher);
                }
            }
        }
        return new Closure(groups, tooDeep);
    }

    private Closure whole(int account, long depth, Work work) {
        Memberships memberships = graph.of(account, any -> true, depth, work);
        IntHashSet groups = new IntHashSet();
        for (int group : memberships.groups()) {
            groups.add(group);
        }
        return new Closure(groups, memberships.isTooDeep());
    }

    private Above above(int group, long depth, Work work) {
        int place = group & (known.length() - 1);
        Above one = known.get(place);
        if (one != null && one.group == group) {
            work.spend(one.work);
            return one;
        }
        long before = work.spent();
        Memberships memberships = graph.of(group, any -> true, depth, work);
        one = new Above(group, memberships, work.spent() - before);
        if (one.groups.length <= LONGEST && !work.isCut()) {
            known.set(place, one);
        }
        return one;
    }
}
