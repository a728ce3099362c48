package org.adcache.lookup.match;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.adcache.index.array.IntHashSet;
import org.adcache.index.groups.GroupGraph;
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
 */
public final class GroupClosureCache {
    private static final int PLACES = 1 << 12;
    /** Longer closures aren't cached; none have been seen. */
    private static final int LONGEST = 1 << 10;

    private final GroupGraph graph;
    private final AtomicReferenceArray<@Nullable Above> known = new AtomicReferenceArray<>(PLACES);

    public GroupClosureCache(GroupGraph graph) {
        this.graph = graph;
    }

    private static final class Above {
        private final int group;
        private final int[] groups;

        Above(int group, int[] groups) {
            this.group = group;
            this.groups = groups;
        }
    }

    /** All groups of an account, direct and nested; itself only if it is on a cycle. */
    IntHashSet groupsOf(int account) {
        IntHashSet groups = new IntHashSet();
        graph.forEachParent(account, group -> {
            if (groups.add(group)) {
                for (int higher : above(group)) {
                    groups.add(higher);
                }
            }
        });
        return groups;
    }

    private int[] above(int group) {
        int place = group & (PLACES - 1);
        Above one = known.get(place);
        if (one == null || one.group != group) {
            one = new Above(group, graph.of(group, any -> true).groups());
            if (one.groups.length <= LONGEST) {
                known.set(place, one);
            }
        }
        return one.groups;
    }
}
