package org.adcache.store.manifest;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.store.segment.Segment;

/**
 * One state of the cache: the segments that make it up.
 *
 * @param serial of its publication, which rises with each, also with those that keep the generation; 0 if the previous
 *     version wrote it
 * @param diffableSince the earliest generation that {@link ConnectionData#segments} can be compared with: from it on,
 *     the connections are the same
 * @param previousSupersededSince since when the previous manifest's files have held records that this one's do not
 */
public record Manifest(
        Epoch epoch,
        long serial,
        Generation generation,
        Generation diffableSince,
        Optional<Instant> previousSupersededSince,
        SortedMap<ConnectionId, ConnectionData> connections) {
    public Manifest {
        Objects.requireNonNull(epoch, "epoch");
        Objects.requireNonNull(generation, "generation");
        Objects.requireNonNull(diffableSince, "diffableSince");
        connections = Collections.unmodifiableSortedMap(new TreeMap<>(connections));
    }

    public static Manifest empty(Epoch epoch, Generation generation) {
        return new Manifest(epoch, 0, generation, generation, Optional.empty(), new TreeMap<>());
    }

    Manifest withPreviousSupersededSince(Optional<Instant> since) {
        return new Manifest(epoch, serial, generation, diffableSince, since, connections);
    }

    /**
     * The same content as another generation, which can't be compared with earlier ones, and without cursors, so that
     * each connection is read anew.
     */
    public Manifest again(Generation other) {
        SortedMap<ConnectionId, ConnectionData> unread = new TreeMap<>();
        connections.forEach((id, data) -> unread.put(id, data.withoutCursor()));
        return new Manifest(epoch, serial, other, other, previousSupersededSince, unread);
    }

    /** This state with some of its connections. */
    public Manifest with(SortedMap<ConnectionId, ConnectionData> others) {
        return new Manifest(epoch, serial, generation, diffableSince, previousSupersededSince, others);
    }

    /** The earliest generation that a later one with these connections can be compared with. */
    Generation diffableSince(Generation later, Set<ConnectionId> others) {
        return connections.keySet().equals(others) ? diffableSince : later;
    }

    /** The time since which the segments hold records that a merge would remove. */
    Optional<Instant> supersededSince() {
        return connections.values().stream()
                .flatMap(data -> data.supersededSince().stream())
                .min(Instant::compareTo);
    }

    public Set<String> files() {
        return connections.values().stream()
                .flatMap(data -> data.segments().stream())
                .map(Segment::file)
                .collect(Collectors.toUnmodifiableSet());
    }

    public int accounts() {
        return connections.values().stream()
                .mapToInt(data -> data.state().counts().total())
                .sum();
    }
}
