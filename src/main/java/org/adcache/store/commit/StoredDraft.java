package org.adcache.store.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.store.ConnectionState;
import org.adcache.store.Draft;
import org.adcache.store.DraftChanges;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.store.SyncPoint;
import org.adcache.store.WordFolder;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.key.DataKey;
import org.adcache.store.manifest.ConnectionData;
import org.adcache.store.manifest.Manifest;
import org.adcache.store.record.AccountCodec;
import org.adcache.store.record.RecordCipher;
import org.adcache.store.record.RecordContent;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.record.StoredRecord;
import org.adcache.store.segment.PendingSegment;
import org.adcache.store.segment.RecordLookup;
import org.adcache.store.segment.SegmentReader;
import org.adcache.store.segment.SegmentWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draft stored encrypted in work files beside the segments. The comparison leaves one file, the delta, so that a held
 * draft uses disk space for its changes only.
 */
public final class StoredDraft implements Draft {
    private static final Logger log = LoggerFactory.getLogger(StoredDraft.class);

    private final CommitContext store;
    private final DataKey key;
    private final RecordCipher cipher;
    private final WordFolder words;
    private final boolean foldsAtOnce;
    private final Comparison comparison;
    private final DraftRuns runs;
    private final Disk disk;
    private final LookedUpAccounts lookedUp;
    private @Nullable Compared compared;
    private boolean closed;

    /**
     * Creates an empty draft.
     *
     * @param foldsAtOnce whether to fold each account when it is put, because most will be new and folding then
     *     overlaps with reading; otherwise only the accounts that differ are folded
     * @param lookedUp shared with the comparison
     */
    public StoredDraft(
            CommitContext store,
            DataKey key,
            WordFolder words,
            boolean foldsAtOnce,
            Comparison comparison,
            LookedUpAccounts lookedUp,
            Disk disk)
            throws StoreException {
        this.store = store;
        this.key = key;
        this.cipher = new RecordCipher(key);
        this.words = words;
        this.foldsAtOnce = foldsAtOnce;
        this.comparison = comparison;
        this.runs = new DraftRuns(disk);
        this.disk = disk;
        this.lookedUp = lookedUp;
    }

    /**
     * Result of the comparison.
     *
     * @param revision of the connection at the comparison
     * @param delta the records that differ; empty if none do
     * @param complete whether the draft is a full read
     */
    public record Compared(DraftChanges changes, long revision, Optional<PendingSegment> delta, boolean complete) {}

    @Override
    public synchronized void put(Account account) throws StoreException {
        requirePutting();
        if (!account.connection().equals(key.connection())) {
            throw new IllegalArgumentException(
                    "an account of connection " + account.connection() + " in a draft of " + key.connection());
        }
        byte[] bytes = AccountCodec.encode(account);
        add(cipher.seal(
                account.objectGuid(),
                foldsAtOnce
                        ? new RecordContent(words.version(), bytes, words.fold(account))
                        : RecordContent.withoutWords(bytes)));
    }

    /** Records the removal of an account, if it exists. */
    synchronized void remove(ObjectGuid objectGuid) throws StoreException {
        requirePutting();
        add(cipher.sealTombstone(objectGuid));
    }

    private void add(StoredRecord record) throws StoreException {
        store.fence().pass(key.epoch());
        runs.add(record);
        if (runs.full()) {
            store.working(key.epoch(), () -> {
                runs.flush(store.manifests().workFile(key));
                return true;
            });
        }
    }

    @Override
    public synchronized DraftChanges compare() throws StoreException {
        requireOpen();
        if (compared == null) {
            compared = store.working(key.epoch(), this::compareWithCurrent);
        }
        return compared.changes();
    }

    private Compared compareWithCurrent() throws StoreException {
        Manifest manifest = store.manifests().current();
        long revision = store.revision(key.connection());
        Optional<ConnectionData> now =
                Optional.ofNullable(manifest.connections().get(key.connection()));
        Path work = store.manifests().workFile(key);
        try (RecordCursor draft = runs.read();
                SegmentWriter delta = SegmentWriter.create(work, disk)) {
            DraftChanges changes =
                    comparison.run(draft, now, store.manifests().segments(manifest, key.connection()), delta);
            Optional<PendingSegment> pending = changes.none() ? Optional.empty() : Optional.of(finish(delta, work));
            deleteRuns();
            return new Compared(changes, revision, pending, comparison.complete());
        }
    }

    private PendingSegment finish(SegmentWriter delta, Path work) throws StoreException {
        String name = StoreFile.segment(
                key.connection(), key.epoch(), store.manifests().nextNumber());
        return PendingSegment.finish(delta, work, name, words.version(), Generation.NONE, Optional.empty());
    }

    @Override
    public synchronized void forEachRemoved(RemovedVisitor visitor) throws ProblemException {
        requireOpen();
        if (compared == null) {
            throw new IllegalStateException("the draft is not compared yet");
        }
        if (compared.changes().removed() == 0) {
            return;
        }
        Path delta = compared.delta().orElseThrow().work();
        try (RecordCursor records = store.working(key.epoch(), () -> SegmentReader.open(delta))) {
            for (StoredRecord record = records.next(); record != null; record = records.next()) {
                if (record.tombstone()) {
                    visitor.removed(record.guid(), cipher.removedType(record));
                }
            }
        }
    }

    @Override
    public synchronized void forEachDiffering(DifferingVisitor visitor) throws StoreException {
        requireOpen();
        if (compared == null) {
            throw new IllegalStateException("the draft is not compared yet");
        }
        if (compared.delta().isEmpty()) {
            return;
        }
        Path delta = compared.delta().get().work();
        List<Path> segments = store.manifests().segments(store.manifests().current(), key.connection());
        try (RecordCursor records = store.working(key.epoch(), () -> SegmentReader.open(delta));
                RecordLookup cached = store.working(key.epoch(), () -> new RecordLookup(segments))) {
            for (StoredRecord record = records.next(); record != null; record = records.next()) {
                Optional<byte[]> before = lookedUp.find(record.guid(), segments, guid -> account(cached.find(guid)));
                Optional<byte[]> after = account(Optional.of(record).filter(put -> !put.tombstone()));
                visitor.differing(record.guid(), before.map(this::decoded), after.map(this::decoded));
            }
        }
        // A held draft may wait for days.
        lookedUp.clear();
    }

    private Optional<byte[]> account(Optional<StoredRecord> record) throws StoreException {
        return record.isEmpty()
                ? Optional.empty()
                : Optional.of(cipher.open(record.get()).account());
    }

    private Account decoded(byte[] account) {
        return AccountCodec.decode(key.connection(), account);
    }

    @Override
    public synchronized StoreView commit(SyncPoint point) throws StoreException {
        requireOpen();
        compare();
        Compared result = Objects.requireNonNull(compared);
        StoreView view = store.commit(
                key,
                result,
                new ConnectionState(
                        point, result.changes().after(), result.changes().attributesAfter()));
        close();
        return view;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        deleteRuns();
        if (compared != null) {
            compared.delta().ifPresent(this::deleteDelta);
        }
    }

    private void deleteRuns() {
        try {
            runs.delete();
        } catch (IOException e) {
            warnOfRest(e);
        }
    }

    private void deleteDelta(PendingSegment delta) {
        try {
            disk.delete(delta.work());
        } catch (IOException e) {
            warnOfRest(e);
        }
    }

    private void warnOfRest(IOException e) {
        log.warn(
                "Work files of a draft of {} could not be deleted; tried again at the next start", key.connection(), e);
    }

    private void requirePutting() {
        requireOpen();
        if (compared != null) {
            throw new IllegalStateException("the draft is compared already");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the draft is closed");
        }
    }
}
