package org.adcache.lookup.match;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.adcache.index.array.IntHashSet;
import org.adcache.index.groups.GroupGraph;
import org.jspecify.annotations.Nullable;

/**
 * The groups above each group that was asked for, of one generation: nested groups are found once, and what an account
 * is in is then put together from its own groups. A group has one place, and another one that comes there displaces
 * it.
 *
 * <pre>
 *   Jo is in Sales and Staff      above(Sales) = Berlin, All      above(Staff) = All      so Jo is in Sales, Staff, Berlin, All
 * </pre>
 */
public final class GroupClosureCache {
    private static final int PLACES = 1 << 12;
    /** Longer lists aren't kept; nobody has met so many. */
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

    /** All groups that an account is in, directly or through others; itself only if a cycle leads back to it. */
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
