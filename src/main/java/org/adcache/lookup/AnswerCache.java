package org.adcache.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.index.Snapshot;
import org.adcache.lookup.match.CompiledCondition;
import org.adcache.lookup.match.DynamicGroups;
import org.adcache.lookup.match.GroupClosureCache;
import org.adcache.lookup.match.IncompleteGroups;
import org.adcache.lookup.suggest.SuggestionPeriod;
import org.jspecify.annotations.Nullable;

/**
 * Caches of one generation: availability of the copies, compiled conditions, group closures, and suggestions until an
 * account expires. A query that sees only some of the connections uses the first only.
 */
public final class AnswerCache {
    private static final int CONDITIONS = 10_000;

    private final Cache<Condition, Optional<CompiledCondition>> compiledConditions =
            Caffeine.newBuilder().maximumSize(CONDITIONS).build();
    private final Snapshot snapshot;
    private final GroupClosureCache groups;
    private final DynamicGroups dynamicGroups;
    private final IncompleteGroups incompleteGroups;

    private volatile @Nullable Availability availability;
    private volatile @Nullable SuggestionPeriod period;

    AnswerCache(Snapshot snapshot) {
        this.snapshot = snapshot;
        groups = new GroupClosureCache(snapshot.groups(), snapshot.counts().groups());
        dynamicGroups = new DynamicGroups(snapshot);
        incompleteGroups = new IncompleteGroups(snapshot);
    }

    /** The suggestions at a moment. */
    SuggestionPeriod period(Instant now) {
        long second = now.getEpochSecond();
        SuggestionPeriod known = period;
        if (known == null || !known.holdsAt(second)) {
            known = new SuggestionPeriod(
                    snapshot.lastExpiry(second).orElse(Long.MIN_VALUE),
                    snapshot.nextExpiry(second).orElse(Long.MAX_VALUE));
            period = known;
        }
        return known;
    }

    public GroupClosureCache groups() {
        return groups;
    }

    public DynamicGroups dynamicGroups() {
        return dynamicGroups;
    }

    public IncompleteGroups incompleteGroups() {
        return incompleteGroups;
    }

    /** The availability of the copies at a moment, recomputed when it may have changed. */
    Availability availability(Instant now, Supplier<Availability> find) {
        Availability known = availability;
        if (known == null || !known.holdsAt(now)) {
            known = find.get();
            availability = known;
        }
        return known;
    }

    public Optional<CompiledCondition> compiled(Condition condition, Supplier<Optional<CompiledCondition>> prepare) {
        return compiledConditions.get(condition, unknown -> prepare.get());
    }
}
