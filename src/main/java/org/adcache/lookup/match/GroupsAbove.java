package org.adcache.lookup.match;

import java.util.ArrayDeque;
import java.util.Deque;
import org.adcache.index.array.IntHashSet;
import org.adcache.index.groups.GroupGraph;

/** Closure of some groups upwards: they, and all that contain one of them, directly or through others. */
final class GroupsAbove {
    private GroupsAbove() {}

    static IntHashSet of(int[] groups, GroupGraph graph) {
        IntHashSet found = new IntHashSet();
        Deque<Integer> next = new ArrayDeque<>();
        for (int group : groups) {
            add(group, found, next);
        }
        while (!next.isEmpty()) {
            graph.forEachParent(next.remove(), parent -> add(parent, found, next));
        }
        return found;
    }

    private static void add(int group, IntHashSet found, Deque<Integer> next) {
        if (found.add(group)) {
            next.add(group);
        }
    }
}
