package org.adcache.store.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.store.ConnectionState;
import org.adcache.store.DraftChanges;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;
import org.adcache.store.manifest.ConnectionData;
import org.adcache.store.manifest.Manifest;
import org.adcache.store.manifest.ManifestHistory;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.segment.PendingSegment;
import org.adcache.store.segment.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commit of a compared draft or of a due merge: the new segment is renamed to its final name, then the manifest that
 * names it is published. A failure before that leaves the state unchanged. Not thread-safe.
 */
public final class Committer {
    /** Less than a day together with the 12 hours after which superseded records are merged away. */
    private static final Duration MAX_SUPERSEDED_IN_PREVIOUS = Duration.ofHours(20);

    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    private final ManifestHistory manifests;
    private final Disk disk;
    private final SegmentMerge merge;
    private final Clock clock;

    public Committer(ManifestHistory manifests, Disk disk, SegmentMerge merge, Clock clock) {
        this.manifests = manifests;
        this.disk = disk;
        this.merge = merge;
        this.clock = clock;
    }

    /** The state that a commit would lead to, in the draft's work file; empty if it keeps the generation. */
    public Optional<Tentative> tentative(DataKey key, StoredDraft.Compared draft, ConnectionState state) {
        Manifest before = manifests.current();
        ConnectionData old = before.connections().get(key.connection());
        if (old != null && draft.changes().none()) {
            return Optional.empty();
        }
        Generation generation = new Generation(manifests.nextNumber());
        List<Segment> segments = new ArrayList<>(old == null ? List.of() : old.segments());
        draft.delta()
                .map(pending -> pending.in(generation, Optional.empty()).underWorkingName())
                .ifPresent(segments::add);
        Map<ConnectionId, ConnectionData> connections =
                with(key.connection(), new ConnectionData(state, key.check(), segments));
        return Optional.of(new Tentative(before, manifests.tentative(generation, connections)));
    }

    /**
     * State that may be committed.
     *
     * @param before the state that it was derived from
     */
    public record Tentative(Manifest before, Manifest next) {}

    /** Commits; the generation is that of the tentative state, if it was derived from the current one. */
    public void commit(DataKey key, StoredDraft.Compared draft, ConnectionState state, Optional<Tentative> tentative)
            throws StoreException {
        Instant now = clock.instant();
        DraftChanges changes = draft.changes();
        Optional<Instant> superseded = changes.changed() + changes.removed() > 0 ? Optional.of(now) : Optional.empty();
        Manifest before = manifests.current();
        ConnectionData old = before.connections().get(key.connection());
        Generation generation = old != null && changes.none() ? before.generation() : next(before, tentative);
        List<Segment> segments = new ArrayList<>(old == null ? List.of() : old.segments());
        List<Path> files = files(segments);
        Optional<PendingSegment> delta = draft.delta().map(pending -> pending.in(generation, superseded));
        delta.ifPresent(pending -> {
            segments.add(pending.segment());
            files.add(pending.work());
        });
        OptionalInt from = mergeFrom(draft, segments, now);
        if (from.isEmpty()) {
            ConnectionData data = new ConnectionData(state, key.check(), segments);
            install(delta, () -> manifests.commit(key, generation, with(key.connection(), data), superseded));
        } else {
            PendingSegment merged = merge(key, segments, files, from.getAsInt());
            List<Segment> after = new ArrayList<>(segments.subList(0, from.getAsInt()));
            after.add(merged.segment());
            ConnectionData data = new ConnectionData(state, key.check(), after);
            installMerged(merged, () -> manifests.commit(key, generation, with(key.connection(), data), superseded));
        }
    }

    private Generation next(Manifest before, Optional<Tentative> tentative) {
        return tentative
                .filter(state -> state.before().equals(before))
                .map(state -> state.next().generation())
                .orElseGet(() -> new Generation(manifests.nextNumber()));
    }

    /** A full read may rewrite everything; the cost of other drafts must grow with their changes only. */
    private OptionalInt mergeFrom(StoredDraft.Compared draft, List<Segment> segments, Instant now) {
        return draft.complete() && merge.baseDue(segments, now) ? OptionalInt.of(0) : SegmentMerge.newestRun(segments);
    }

    private PendingSegment merge(DataKey key, List<Segment> segments, List<Path> files, int from)
            throws StoreException {
        try (RecordCursor records = SegmentMerge.open(files.subList(from, files.size()), from == 0)) {
            return merge.merge(key, segments.subList(from, segments.size()), records, from == 0);
        }
    }

    /** Opens the segments that are due to become a new base; empty if none are. */
    public Optional<BaseMerge> baseMerge(DataKey key) throws StoreException {
        ConnectionData data = manifests.current().connections().get(key.connection());
        if (data == null || !merge.baseDue(data.segments(), clock.instant())) {
            return Optional.empty();
        }
        RecordCursor records = SegmentMerge.open(files(data.segments()), true);
        return Optional.of(new BaseMerge(key, data.segments(), records, disk));
    }

    public PendingSegment rewrite(BaseMerge base) throws StoreException {
        return base.rewrite(merge);
    }

    /** Installs the new base; returns false if a commit meanwhile merged segments that it replaces. */
    public boolean install(BaseMerge base, PendingSegment merged) throws StoreException {
        ConnectionData data = manifests.current().connections().get(base.key().connection());
        if (data == null || !base.fits(data.segments())) {
            return false;
        }
        List<Segment> segments = new ArrayList<>(List.of(merged.segment()));
        segments.addAll(base.later(data.segments()));
        ConnectionData after = data.withSegments(segments);
        install(
                Optional.of(merged),
                () -> manifests.rearrange(base.key(), with(base.key().connection(), after)));
        return true;
    }

    /** Deletes the previous state once it has held removed records for too long. */
    public void forgetOverdue() throws StoreException {
        Instant limit = clock.instant().minus(MAX_SUPERSEDED_IN_PREVIOUS);
        if (manifests
                .current()
                .previousSupersededSince()
                .filter(since -> !since.isAfter(limit))
                .isPresent()) {
            manifests.forgetPrevious();
        }
    }

    private List<Path> files(List<Segment> segments) {
        List<Path> files = new ArrayList<>();
        segments.forEach(segment -> files.add(manifests.path(segment.file())));
        return files;
    }

    private Map<ConnectionId, ConnectionData> with(ConnectionId connection, ConnectionData data) {
        Map<ConnectionId, ConnectionData> connections =
                new TreeMap<>(manifests.current().connections());
        connections.put(connection, data);
        return connections;
    }

    private void installMerged(PendingSegment merged, Publication publication) throws StoreException {
        try {
            install(Optional.of(merged), publication);
        } finally {
            try {
                disk.delete(merged.work());
            } catch (IOException e) {
                log.warn("A work file could not be deleted; tried again at the next start", e);
            }
        }
    }

    /** Renames the segment to its final name and publishes; renames it back on failure. */
    private void install(Optional<PendingSegment> pending, Publication publication) throws StoreException {
        if (pending.isEmpty()) {
            publication.publish();
            return;
        }
        Path work = pending.get().work();
        Path target = manifests.path(pending.get().segment().file());
        try {
            if (Disk.exists(work)) {
                disk.rename(work, target);
            }
            publication.publish();
        } catch (IOException e) {
            StoreException failure = StoreProblems.writeFailed(target, e);
            takeBack(target, work, failure);
            throw failure;
        } catch (StoreException e) {
            takeBack(target, work, e);
            throw e;
        }
    }

    /** If the manifest was replaced and only the folder's sync failed, the segment is needed and stays. */
    private void takeBack(Path target, Path work, StoreException failure) {
        try {
            if (Disk.exists(target)
                    && !manifests.manifestNames(target.getFileName().toString())) {
                disk.rename(target, work);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @FunctionalInterface
    private interface Publication {
        void publish() throws StoreException;
    }
}
