package org.adcache.lookup.match;

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
            known = GroupsAbove.of(snapshot.dynamicGroups(), snapshot.groups());
            uncertain = known;
        }
        return known.contains(group);
    }
}
