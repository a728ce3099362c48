package org.adcache.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/**
 * One state of the cache: which segments make it up.
 *
 * @param history generations before this one, oldest first, since which {@link ConnectionData#segments} tells what changed:
 *     they have the same connections
 * @param previousSupersededSince since when the files of the manifest before hold records that this one's do not
 */
record Manifest(
        Epoch epoch,
        Generation generation,
        List<Generation> history,
        Optional<Instant> previousSupersededSince,
        SortedMap<ConnectionId, ConnectionData> connections) {
    private static final int HISTORY = 32;

    Manifest {
        Objects.requireNonNull(epoch, "epoch");
        Objects.requireNonNull(generation, "generation");
        history = List.copyOf(history);
        connections = Collections.unmodifiableSortedMap(new TreeMap<>(connections));
    }

    static Manifest empty(Epoch epoch, Generation generation) {
        return new Manifest(epoch, generation, List.of(), Optional.empty(), new TreeMap<>());
    }

    Manifest withPreviousSupersededSince(Optional<Instant> since) {
        return new Manifest(epoch, generation, history, since, connections);
    }

    /** The generations that a later one with these connections can be told apart from. */
    List<Generation> historyOf(Generation later, Set<ConnectionId> others) {
        if (!connections.keySet().equals(others)) {
            return List.of();
        }
        if (later.equals(generation)) {
            return history;
        }
        List<Generation> longer = new ArrayList<>(history);
        longer.add(generation);
        return longer.subList(Math.max(0, longer.size() - HISTORY), longer.size());
    }

    /** Since when there are records that a merge would remove. */
    Optional<Instant> supersededSince() {
        return connections.values().stream()
                .flatMap(data -> data.supersededSince().stream())
                .min(Instant::compareTo);
    }

    Set<String> files() {
        return connections.values().stream()
                .flatMap(data -> data.segments().stream())
                .map(Segment::file)
                .collect(Collectors.toUnmodifiableSet());
    }

    int accounts() {
        return connections.values().stream()
                .mapToInt(data -> data.state().counts().total())
                .sum();
    }
}
