package org.adcache.lookup.match;

import java.util.ArrayDeque;
import java.util.Deque;
import org.adcache.index.Snapshot;
import org.adcache.index.array.IntHashSet;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one generation that are dynamic or contain a dynamic group, directly or through others. Only Exchange
 * knows who is in them.
 *
 * <pre>
 *   Everybody in Berlin (dynamic) is in Berlin, Berlin is in Germany      these three; no other is uncertain
 * </pre>
 */
public final class DynamicGroups {
    private final Snapshot snapshot;
    private volatile @Nullable IntHashSet uncertain;

    public DynamicGroups(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Whether the group is dynamic or contains a dynamic group. */
    boolean isUncertain(int group) {
        IntHashSet known = uncertain;
        if (known == null) {
            known = find();
            uncertain = known;
        }
        return known.contains(group);
    }

    private IntHashSet find() {
        IntHashSet found = new IntHashSet();
        Deque<Integer> next = new ArrayDeque<>();
        for (int group : snapshot.dynamicGroups()) {
            add(group, found, next);
        }
        while (!next.isEmpty()) {
            snapshot.groups().forEachParent(next.remove(), parent -> add(parent, found, next));
        }
        return found;
    }

    private static void add(int group, IntHashSet found, Deque<Integer> next) {
        if (found.add(group)) {
            next.add(group);
        }
    }
}
