package org.adcache.store.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.store.ConnectionState;
import org.adcache.store.segment.Segment;

/**
 * Manifest entry of one connection.
 *
 * @param keyCheck of the {@code DataKey} that its records are encrypted with
 * @param segments oldest first; the first is the base
 */
public record ConnectionData(ConnectionState state, String keyCheck, List<Segment> segments) {
    public ConnectionData {
        segments = List.copyOf(segments);
    }

    public ConnectionData withSegments(List<Segment> others) {
        return new ConnectionData(state, keyCheck, others);
    }

    /** The time since which the segments hold records that a merge would remove. */
    Optional<Instant> supersededSince() {
        return segments.stream()
                .flatMap(segment -> segment.supersededSince().stream())
                .min(Instant::compareTo);
    }
}
