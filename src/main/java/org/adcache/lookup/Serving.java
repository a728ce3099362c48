package org.adcache.lookup;

import java.util.HashMap;
import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.index.Snapshot;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreView;

/**
 * One generation that is being served, how old each connection's copy is, and where it was read from.
 *
 * @param domains the domain of every configured connection, as the directory names it, else as it is configured
 */
record Serving(
        StoreView view,
        Snapshot snapshot,
        Map<ConnectionId, ConnectionState> connections,
        Map<ConnectionId, Domain> domains,
        HotAnswers hot,
        HotWords hotWords,
        FoldedWords foldedWords)
        implements State {
    Serving {
        connections = Map.copyOf(connections);
        domains = Map.copyOf(domains);
    }

    /** The first generation of an epoch, or one after which nothing can be told. */
    static Serving of(StoreView view, Snapshot snapshot, Map<ConnectionId, Domain> configured) {
        Map<ConnectionId, Domain> domains = new HashMap<>(configured);
        view.connections().forEach((id, state) -> domains.computeIfPresent(id, (same, domain) -> state.domain()));
        return new Serving(
                view,
                snapshot,
                view.connections(),
                domains,
                new HotAnswers(snapshot),
                new HotWords(snapshot.baseSize()),
                new FoldedWords());
    }

    /** This generation after another, of which it keeps what is the same in an epoch, and over one base. */
    Serving after(State before) {
        if (!(before instanceof Serving other) || !other.epoch().equals(epoch())) {
            return this;
        }
        boolean sameBase = other.snapshot.baseGeneration().equals(snapshot.baseGeneration());
        return new Serving(
                view, snapshot, connections, domains, hot, sameBase ? other.hotWords : hotWords, other.foldedWords);
    }

    @Override
    public Epoch epoch() {
        return view.epoch();
    }

    @Override
    public Generation generation() {
        return view.generation();
    }

    /** The same generation from another base. */
    Serving with(Snapshot other) {
        return new Serving(
                view, other, connections, domains, new HotAnswers(other), new HotWords(other.baseSize()), foldedWords);
    }
}
