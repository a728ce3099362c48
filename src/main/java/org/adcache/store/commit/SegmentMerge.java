package org.adcache.store.commit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.adcache.account.Generation;
import org.adcache.store.StoreException;
import org.adcache.store.WordFolder;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.key.DataKey;
import org.adcache.store.manifest.EpochFence;
import org.adcache.store.manifest.ManifestHistory;
import org.adcache.store.record.RecordCipher;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.record.Refolder;
import org.adcache.store.record.StoredRecord;
import org.adcache.store.segment.MergedRecords;
import org.adcache.store.segment.PendingSegment;
import org.adcache.store.segment.Segment;
import org.adcache.store.segment.SegmentWriter;

/**
 * Tiered merge of segments. All segments of a connection are merged into a new base when the deltas hold more than a
 * quarter of the base's records, when one has held superseded records for 12 hours, or when words were folded by
 * another version.
 *
 * <p>Otherwise only the newest deltas are merged, once there are four of which none has more than twice the records of
 * all newer ones together:
 *
 * <pre>
 *  base 100000, 900, 40, 10, 10        and 10 more:   40, 10, 10, 10 become one; 900 is too large to be written again
 *  base 100000, 900, 70
 * </pre>
 *
 * Each merge moves a record into a segment at least half as large again, so the number of times a record is written
 * and the number of segments grow with the logarithm of the changes since the base.
 */
public final class SegmentMerge {
    static final Duration MAX_SUPERSEDED = Duration.ofHours(12);
    private static final int RUN = 4;
    private static final int NOT_MUCH_LARGER = 2;
    private static final int BASE_TO_DELTAS = 4;
    private static final int LOOK_EVERY = 1024;

    private final ManifestHistory manifests;
    private final Disk disk;
    private final WordFolder words;
    private final EpochFence fence;

    public SegmentMerge(ManifestHistory manifests, Disk disk, WordFolder words, EpochFence fence) {
        this.manifests = manifests;
        this.disk = disk;
        this.words = words;
        this.fence = fence;
    }

    /** Whether the base is due to be merged with its deltas. */
    boolean baseDue(List<Segment> segments, Instant now) {
        return overdue(segments, now) || deltasOutweighBase(segments);
    }

    /** Index of the first of the newest segments to be merged; empty if none are due. */
    static OptionalInt newestRun(List<Segment> segments) {
        int from = segments.size();
        long records = 0;
        while (from > 1 && (records == 0 || segments.get(from - 1).records() <= NOT_MUCH_LARGER * records)) {
            from--;
            records += segments.get(from).records();
        }
        return segments.size() - from < RUN ? OptionalInt.empty() : OptionalInt.of(from);
    }

    private boolean overdue(List<Segment> segments, Instant now) {
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

    /** Opens segments to be merged, oldest first; with the base among them, tombstones are dropped. */
    static RecordCursor open(List<Path> files, boolean base) throws StoreException {
        return MergedRecords.open(files, !base);
    }

    /**
     * Merges segments.
     *
     * @param segments oldest first, as the manifest names them
     * @param records their records, as {@link #open} returns them
     * @param base whether the first is the base
     */
    PendingSegment merge(DataKey key, List<Segment> segments, RecordCursor records, boolean base)
            throws StoreException {
        boolean refold = segments.stream().anyMatch(segment -> segment.folding() != words.version());
        long number = manifests.nextNumber();
        Path work = manifests.path(StoreFile.work(key.connection(), key.epoch(), number));
        try (SegmentWriter writer = SegmentWriter.create(work, disk)) {
            Refolder refolder = new Refolder(key, new RecordCipher(key), words);
            for (StoredRecord record = records.next(); record != null; record = records.next()) {
                if (writer.records() % LOOK_EVERY == 0) {
                    fence.pass(key.epoch());
                }
                writer.put(refold && !record.tombstone() ? refolder.refolded(record) : record);
            }
            return PendingSegment.finish(
                    writer,
                    work,
                    StoreFile.segment(key.connection(), key.epoch(), number),
                    words.version(),
                    newest(segments),
                    base ? Optional.empty() : oldest(segments));
        }
    }

    private static Generation newest(List<Segment> segments) {
        return segments.stream()
                .map(Segment::generation)
                .max(Generation::compareTo)
                .orElse(Generation.NONE);
    }

    private static Optional<Instant> oldest(List<Segment> segments) {
        return segments.stream()
                .flatMap(segment -> segment.supersededSince().stream())
                .min(Instant::compareTo);
    }
}
