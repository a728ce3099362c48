package org.adcache.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes one segment of several. All of a connection are merged into a new base when the deltas hold more than a quarter of
 * what the base holds, when something in them is superseded for 12 hours, or when words were folded by another version;
 * otherwise only the deltas are, once there are more than three, so that a small change of a large directory stays cheap.
 */
final class SegmentMerge {
    static final Duration MAX_SUPERSEDED = Duration.ofHours(12);
    private static final int MAX_SEGMENTS = 4;
    private static final int BASE_TO_DELTAS = 4;
    private static final int LOOK_EVERY = 1024;

    private final Catalog catalog;
    private final Disk disk;
    private final WordFolder words;
    private final EpochGate gate;

    SegmentMerge(Catalog catalog, Disk disk, WordFolder words, EpochGate gate) {
        this.catalog = catalog;
        this.disk = disk;
        this.words = words;
        this.gate = gate;
    }

    /** From which segment on they are to be merged; empty if all is well. */
    OptionalInt due(List<Segment> segments, Instant now) {
        if (overdue(segments, now) || deltasOutweighBase(segments)) {
            return OptionalInt.of(0);
        }
        return segments.size() > MAX_SEGMENTS ? OptionalInt.of(1) : OptionalInt.empty();
    }

    /** Whether old records, or old words, lie there for too long. */
    boolean overdue(List<Segment> segments, Instant now) {
        Instant limit = now.minus(MAX_SUPERSEDED);
        return segments.stream()
                .anyMatch(segment -> segment.folding() != words.version()
                        || segment.supersededSince()
                                .filter(since -> !since.isAfter(limit))
                                .isPresent());
    }

    private static boolean deltasOutweighBase(List<Segment> segments) {
        long deltas = segments.stream().skip(1).mapToLong(Segment::records).sum();
        return deltas > 0 && deltas * BASE_TO_DELTAS > segments.get(0).records();
    }

    /**
     * Merges segments.
     *
     * @param segments oldest first, as the manifest is to have them
     * @param files where each of them lies now
     * @param from the first to be merged; if it is the base, tombstones have done their work and go
     */
    PendingSegment merge(DataKey key, List<Segment> segments, List<Path> files, int from) throws StoreException {
        boolean refold = segments.stream().anyMatch(segment -> segment.folding() != words.version());
        long number = catalog.nextNumber();
        Path work = catalog.path(StoreFile.work(key.connection(), key.epoch(), number));
        try (MergedRecords records = MergedRecords.open(files.subList(from, files.size()), from > 0);
                SegmentWriter writer = SegmentWriter.create(work, disk)) {
            RecordCipher cipher = new RecordCipher(key);
            for (StoredRecord record = records.next(); record != null; record = records.next()) {
                if (writer.records() % LOOK_EVERY == 0) {
                    gate.pass(key.epoch());
                }
                writer.put(refold && !record.tombstone() ? refolded(key, cipher, record) : record);
            }
            return PendingSegment.finish(
                    writer,
                    work,
                    StoreFile.segment(key.connection(), key.epoch(), number),
                    words.version(),
                    from == 0 ? Optional.empty() : oldest(segments.subList(from, segments.size())));
        }
    }

    private StoredRecord refolded(DataKey key, RecordCipher cipher, StoredRecord record) throws StoreException {
        RecordContent content = cipher.open(record);
        return content.folding() == words.version()
                ? record
                : cipher.seal(record.guid(), content.refolded(key.connection(), words));
    }

    private static Optional<Instant> oldest(List<Segment> segments) {
        return segments.stream()
                .flatMap(segment -> segment.supersededSince().stream())
                .min(Instant::compareTo);
    }
}
