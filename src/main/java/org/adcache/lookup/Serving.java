package org.adcache.lookup;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.RequiredAttribute;
import org.adcache.index.Snapshot;
import org.adcache.lookup.suggest.FoldingCache;
import org.adcache.lookup.suggest.PrefixSetCache;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreView;
import org.adcache.store.scope.ScopedView;

/**
 * State in which a generation is served, with each connection's copy and the view it was read from.
 *
 * @param config what decides which copies count, and how old they may be
 * @param domains the domain of every configured connection, as named by the directory, else as configured
 * @param unreadable attributes that can't be read of some account, by connection; those without any are left out
 * @param baseAsOf when the base alone was current, at the latest
 */
public record Serving(
        StoreView view,
        Snapshot snapshot,
        LookupConfig config,
        Map<ConnectionId, ConnectionState> connections,
        Map<ConnectionId, Domain> domains,
        Map<ConnectionId, Set<RequiredAttribute>> unreadable,
        Instant baseAsOf,
        AnswerCache answers,
        PrefixSetCache prefixSets,
        FoldingCache foldingCache)
        implements State {
    public Serving {
        connections = Map.copyOf(connections);
        domains = Map.copyOf(domains);
        unreadable = Map.copyOf(unreadable);
    }

    /** A generation that reuses nothing of another. */
    static Serving of(StoreView view, Snapshot snapshot, LookupConfig config, Instant now) {
        Map<ConnectionId, Domain> domains = new HashMap<>(config.connections());
        view.connections().forEach((id, state) -> domains.computeIfPresent(id, (same, domain) -> state.domain()));
        return new Serving(
                view,
                snapshot,
                config,
                view.connections(),
                domains,
                unreadable(view.connections()),
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
                config,
                connections,
                domains,
                unreadable,
                sameBase && snapshot.changedAccounts() > 0 ? before.baseAsOf : baseAsOf,
                answers,
                sameBase ? before.prefixSets : prefixSets,
                before.foldingCache);
    }

    /** This generation with a base that is still current, or was at a moment. */
    Serving withBaseAsOf(Instant moment) {
        return snapshot.changedAccounts() == 0
                ? this
                : new Serving(
                        view,
                        snapshot,
                        config,
                        connections,
                        domains,
                        unreadable,
                        moment,
                        answers,
                        prefixSets,
                        foldingCache);
    }

    /** This generation, read from another view of it. */
    Serving of(StoreView other) {
        return view == other
                ? this
                : new Serving(
                        other,
                        snapshot,
                        config,
                        other.connections(),
                        domains,
                        unreadable(other.connections()),
                        baseAsOf,
                        answers,
                        prefixSets,
                        foldingCache);
    }

    /** Whether a view holds the same accounts for another configuration, so that the index can be kept. */
    boolean holdsTheSame(StoreView other, LookupConfig next) {
        boolean sameScopes = config.scopes().equals(next.scopes())
                || (!(view instanceof ScopedView) && !(other instanceof ScopedView));
        return sameScopes
                && generation().equals(other.generation())
                && held(connections, config).equals(held(other.connections(), next));
    }

    /** Whether the index has all of the view, so that another process may start with it. */
    boolean indexesAll() {
        return config.connections().keySet().containsAll(view.connections().keySet());
    }

    /** Whether an attribute can't be read of some account of a connection that has it. */
    boolean isUnreadable(ConnectionId connection, RequiredAttribute attribute) {
        return unreadable.getOrDefault(connection, Set.of()).contains(attribute);
    }

    private static Map<ConnectionId, Set<RequiredAttribute>> unreadable(Map<ConnectionId, ConnectionState> copies) {
        Map<ConnectionId, Set<RequiredAttribute>> unreadable = new HashMap<>();
        copies.forEach((id, copy) -> {
            Set<RequiredAttribute> attributes = copy.attributes().unreadable();
            if (!attributes.isEmpty()) {
                unreadable.put(id, attributes);
            }
        });
        return unreadable;
    }

    private static Set<ConnectionId> held(Map<ConnectionId, ConnectionState> copies, LookupConfig config) {
        Set<ConnectionId> held = new HashSet<>(copies.keySet());
        held.retainAll(config.connections().keySet());
        return held;
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
                config,
                connections,
                domains,
                unreadable,
                moment,
                new AnswerCache(other),
                new PrefixSetCache(other.baseSize()),
                foldingCache);
    }
}
