package org.adcache.store.manifest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.store.ConnectionState;
import org.adcache.store.SyncPoint;
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

    /** The same data without the point from which changes can be read, so that everything is. */
    public ConnectionData withoutCursor() {
        SyncPoint point = state.point();
        return new ConnectionData(
                new ConnectionState(
                        new SyncPoint(
                                        point.domain(),
                                        point.asOf(),
                                        point.reconciledAt(),
                                        Optional.empty(),
                                        point.ignoredAddresses())
                                .with(point.configuration()),
                        state.counts(),
                        state.attributes()),
                keyCheck,
                segments);
    }

    /** The time since which the segments hold records that a merge would remove. */
    Optional<Instant> supersededSince() {
        return segments.stream()
                .flatMap(segment -> segment.supersededSince().stream())
                .min(Instant::compareTo);
    }
}
