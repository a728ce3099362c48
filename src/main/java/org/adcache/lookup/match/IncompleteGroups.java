package org.adcache.lookup.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.adcache.index.Snapshot;
import org.adcache.index.array.IntHashSet;
import org.adcache.index.groups.Gap;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one generation with a gap, and those that contain one, directly or through others.
 *
 * <pre>
 *   Sales lists a group of another domain, Berlin lists Sales      both have the gap
 * </pre>
 */
public final class IncompleteGroups {
    private final Snapshot snapshot;
    private volatile @Nullable Map<Gap, IntHashSet> byGap;

    public IncompleteGroups(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The gaps of these groups. */
    Set<Gap> gaps(int[] groups) {
        Set<Gap> gaps = new HashSet<>();
        known().forEach((gap, incomplete) -> {
            if (Arrays.stream(groups).anyMatch(incomplete::contains)) {
                gaps.add(gap);
            }
        });
        return gaps;
    }

    private Map<Gap, IntHashSet> known() {
        Map<Gap, IntHashSet> known = byGap;
        if (known == null) {
            known = new HashMap<>();
            for (Map.Entry<Gap, int[]> entry : snapshot.groups().gaps().entrySet()) {
                known.put(entry.getKey(), GroupsAbove.of(entry.getValue(), snapshot.groups()));
            }
            byGap = known;
        }
        return known;
    }
}
