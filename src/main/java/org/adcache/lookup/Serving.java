package org.adcache.lookup;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.index.Snapshot;
import org.adcache.lookup.suggest.FoldingCache;
import org.adcache.lookup.suggest.PrefixSetCache;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreView;

/**
 * State in which a generation is served, with each connection's copy and the view it was read from.
 *
 * @param domains the domain of every configured connection, as named by the directory, else as configured
 * @param baseAsOf when the base alone was current, at the latest
 */
public record Serving(
        StoreView view,
        Snapshot snapshot,
        Map<ConnectionId, ConnectionState> connections,
        Map<ConnectionId, Domain> domains,
        Instant baseAsOf,
        AnswerCache answers,
        PrefixSetCache prefixSets,
        FoldingCache foldingCache)
        implements State {
    public Serving {
        connections = Map.copyOf(connections);
        domains = Map.copyOf(domains);
    }

    /** A generation that reuses nothing of another. */
    static Serving of(StoreView view, Snapshot snapshot, Map<ConnectionId, Domain> configured, Instant now) {
        Map<ConnectionId, Domain> domains = new HashMap<>(configured);
        view.connections().forEach((id, state) -> domains.computeIfPresent(id, (same, domain) -> state.domain()));
        return new Serving(
                view,
                snapshot,
                view.connections(),
                domains,
                now,
                new AnswerCache(snapshot),
                new PrefixSetCache(snapshot.baseSize()),
                new FoldingCache());
    }

    /** This generation after another of the same epoch, of which it keeps the caches that are still valid. */
    Serving after(Serving before) {
        boolean sameBase = before.snapshot.baseGeneration().equals(snapshot.baseGeneration());
        return new Serving(
                view,
                snapshot,
                connections,
                domains,
                sameBase && snapshot.changedAccounts() > 0 ? before.baseAsOf : baseAsOf,
                answers,
                sameBase ? before.prefixSets : prefixSets,
                before.foldingCache);
    }

    /** This generation with a base that is still current, or was at a moment. */
    Serving withBaseAsOf(Instant moment) {
        return snapshot.changedAccounts() == 0
                ? this
                : new Serving(view, snapshot, connections, domains, moment, answers, prefixSets, foldingCache);
    }

    /** This generation, read from another view of it. */
    Serving of(StoreView other) {
        return view == other
                ? this
                : new Serving(
                        other, snapshot, other.connections(), domains, baseAsOf, answers, prefixSets, foldingCache);
    }

    @Override
    public Epoch epoch() {
        return view.epoch();
    }

    @Override
    public Generation generation() {
        return view.generation();
    }

    /** This generation over another base, which was built at a moment. */
    Serving with(Snapshot other, Instant moment) {
        return new Serving(
                view,
                other,
                connections,
                domains,
                moment,
                new AnswerCache(other),
                new PrefixSetCache(other.baseSize()),
                foldingCache);
    }
}
