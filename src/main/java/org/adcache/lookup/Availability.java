package org.adcache.lookup;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.ConnectionId;
import org.adcache.store.ConnectionState;
import org.adcache.store.scope.ReadScope;

/**
 * Availability and age of the connections' copies at one moment.
 *
 * @param usable the connections with a copy that isn't too old
 * @param missing the reason why the copy of some configured connection can't be used; empty if all can
 * @param from the moment of computation
 * @param until the moment up to which this holds, if the state is still the same
 */
public record Availability(
        Freshness freshness, Set<ConnectionId> usable, Optional<UnknownReason> missing, Instant from, Instant until) {
    public Availability {
        usable = Set.copyOf(usable);
    }

    static Availability of(State state, LookupConfig config, Instant now) {
        if (!(state instanceof Serving serving)) {
            Freshness none = new Freshness(state.generation(), Optional.empty(), true, state.epoch());
            return new Availability(none, Set.of(), Optional.of(UnknownReason.INTEGRATION_DISABLED), now, Instant.MAX);
        }
        Instant until = Instant.MAX;
        Set<ConnectionId> usable = new HashSet<>();
        Optional<Instant> oldest = Optional.empty();
        Optional<UnknownReason> missing = Optional.empty();
        for (ConnectionId id : config.connections().keySet()) {
            ConnectionState copy = serving.connections().get(id);
            if (copy == null) {
                missing = Optional.of(UnknownReason.NEVER_SYNCED);
                continue;
            }
            until = earlier(until, changeAfter(now, copy.asOf(), config.maxAge()));
            if (config.unknownAfter().isPresent()) {
                until = earlier(
                        until,
                        changeAfter(now, copy.asOf(), config.unknownAfter().get()));
            }
            if (oldest.isEmpty() || copy.asOf().isBefore(oldest.get())) {
                oldest = Optional.of(copy.asOf());
            }
            if (isIncomplete(copy, config, id)) {
                missing = Optional.of(UnknownReason.NEVER_SYNCED);
            }
            if (config.unknownAfter()
                    .filter(limit -> older(copy.asOf(), limit, now))
                    .isEmpty()) {
                usable.add(id);
            } else if (missing.isEmpty()) {
                missing = Optional.of(UnknownReason.TOO_STALE);
            }
        }
        boolean stale = missing.equals(Optional.of(UnknownReason.NEVER_SYNCED))
                || oldest.isEmpty()
                || older(oldest.get(), config.maxAge(), now);
        return new Availability(
                new Freshness(serving.generation(), oldest, stale, serving.epoch()), usable, missing, now, until);
    }

    /** Whether a copy was read with a scope that lacks something of the configured one. */
    private static boolean isIncomplete(ConnectionState copy, LookupConfig config, ConnectionId id) {
        ReadScope scope = config.scopes().get(id);
        return scope != null
                && copy.point()
                        .configuration()
                        .filter(read -> !read.scope().covers(scope))
                        .isPresent();
    }

    /** The moment at which a copy exceeds an age limit that it has not exceeded yet. */
    private static Instant changeAfter(Instant now, Instant asOf, Duration limit) {
        return older(asOf, limit, now) ? Instant.MAX : asOf.plus(limit);
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }

    /** Whether this still holds, if the state is the same. */
    boolean holdsAt(Instant now) {
        return !now.isBefore(from) && !now.isAfter(until);
    }

    private static boolean older(Instant asOf, Duration limit, Instant now) {
        return Duration.between(asOf, now).compareTo(limit) > 0;
    }

    /** Whether every configured connection's copy can be used, so that a miss is certain. */
    public boolean complete() {
        return missing.isEmpty();
    }

    /** The reason why no query can be answered; empty if some copy can be used. */
    public Optional<UnknownReason> unavailable() {
        return usable.isEmpty() ? Optional.of(missing.orElse(UnknownReason.NEVER_SYNCED)) : Optional.empty();
    }
}
