package org.adcache.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.index.Snapshot;
import org.adcache.lookup.match.CompiledCondition;
import org.adcache.lookup.match.GroupClosureCache;
import org.adcache.lookup.suggest.Suggester;
import org.jspecify.annotations.Nullable;

/**
 * Caches of one generation: availability of the copies, compiled conditions, group closures, hits of suggestions for
 * the first letters of a query, and what readers derive from the state. A query that sees only some of the connections
 * uses the first only.
 */
public final class AnswerCache {
    private static final int CONDITIONS = 10_000;
    private static final int SUGGESTIONS = 5_000;
    private static final int FIRST_LETTERS = 3;

    private final Cache<Condition, Optional<CompiledCondition>> compiledConditions =
            Caffeine.newBuilder().maximumSize(CONDITIONS).build();
    private final Cache<SuggestQuestion, Suggester.Found> suggestions =
            Caffeine.newBuilder().maximumSize(SUGGESTIONS).build();

    private final GroupClosureCache groups;
    private final Optional<ServedState> state = Optional.of(new ServedState());

    private volatile @Nullable Availability availability;

    AnswerCache(Snapshot snapshot) {
        groups = new GroupClosureCache(snapshot.groups());
    }

    /** The served state that the cached answers belong to. */
    Optional<ServedState> state() {
        return state;
    }

    public GroupClosureCache groups() {
        return groups;
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

    Suggester.Found suggestions(SuggestQuestion question, Supplier<Suggester.Found> find) {
        return question.text().length() > FIRST_LETTERS ? find.get() : suggestions.get(question, unknown -> find.get());
    }
}
