package org.adcache.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the manifest says of one connection.
 *
 * @param keyCheck of the {@link DataKey} its records are encrypted with
 * @param segments oldest first; the first is the base
 */
record ConnectionData(ConnectionState state, String keyCheck, List<Segment> segments) {
    ConnectionData {
        segments = List.copyOf(segments);
    }

    ConnectionData withSegments(List<Segment> others) {
        return new ConnectionData(state, keyCheck, others);
    }

    /** Since when there are records that a merge would remove. */
    Optional<Instant> supersededSince() {
        return segments.stream()
                .flatMap(segment -> segment.supersededSince().stream())
                .min(Instant::compareTo);
    }
}
