package org.adcache.store.manifest;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.store.ChangeVisitor;
import org.adcache.store.ConnectionState;
import org.adcache.store.IndexImage;
import org.adcache.store.RecordVisitor;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.store.WordFolder;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;
import org.adcache.store.record.AccountCodec;
import org.adcache.store.record.RecordCipher;
import org.adcache.store.record.RecordContent;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.record.StoredRecord;
import org.adcache.store.segment.MergedRecords;
import org.adcache.store.segment.Segment;

/** View of the state that a manifest describes, read from its segments. */
public final class ManifestView implements StoreView {
    /** Beyond a quarter of all records, a full read costs about the same and leaves the reader less to merge. */
    private static final int ALL_TO_CHANGES = 4;

    private final Manifest manifest;
    private final Path folder;
    private final Map<ConnectionId, DataKey> keys;
    private final WordFolder words;
    private final ImageAccess images;
    private final Instant since;
    private final SortedMap<ConnectionId, ConnectionState> connections = new TreeMap<>();

    /**
     * Creates a view.
     *
     * @param since when its manifest became current
     */
    public ManifestView(
            Manifest manifest,
            Path folder,
            Map<ConnectionId, DataKey> keys,
            WordFolder words,
            ImageAccess images,
            Instant since) {
        this.manifest = manifest;
        this.folder = folder;
        this.keys = Map.copyOf(keys);
        this.words = words;
        this.images = images;
        this.since = since;
        manifest.connections().forEach((id, data) -> connections.put(id, data.state()));
    }

    @Override
    public Generation generation() {
        return manifest.generation();
    }

    @Override
    public Epoch epoch() {
        return manifest.epoch();
    }

    @Override
    public Map<ConnectionId, ConnectionState> connections() {
        return Collections.unmodifiableSortedMap(connections);
    }

    /** The earliest generation that this one can be compared with. */
    public Generation diffableSince() {
        return manifest.diffableSince();
    }

    public Instant since() {
        return since;
    }

    public Map<ConnectionId, DataKey> keys() {
        return keys;
    }

    @Override
    public void forEach(RecordVisitor visitor) throws StoreException {
        SortedMap<ConnectionId, List<Segment>> all = new TreeMap<>();
        manifest.connections().forEach((id, data) -> all.put(id, data.segments()));
        visit(all, false, (connection, record, cipher) -> {
            RecordContent content = content(connection, cipher, record);
            visitor.visit(connection, content.account(), content.words());
            return true;
        });
    }

    @Override
    public void forEachAccount(ConnectionId connection, AccountVisitor visitor) throws StoreException {
        ConnectionData data = manifest.connections().get(connection);
        if (data == null) {
            return;
        }
        SortedMap<ConnectionId, List<Segment>> one = new TreeMap<>(Map.of(connection, data.segments()));
        visit(
                one,
                false,
                (owner, record, cipher) -> visitor.visit(
                        AccountCodec.decode(owner, cipher.open(record).account())));
    }

    /**
     * Each segment is marked with the newest generation that it holds a change of, and is merged only with adjacent
     * segments. So the changes since an earlier generation are in the segments with a newer mark: the current record
     * or a tombstone, besides unchanged records that a merge moved there. Only a base has no tombstones, so a base
     * with a newer mark doesn't show what was removed. Merges that leave the content unchanged keep the newest mark.
     *
     * <p>Generations before {@link Manifest#diffableSince} had other connections, so no difference to them can be
     * computed.
     */
    @Override
    public boolean forEachSince(Generation earlier, ChangeVisitor visitor) throws StoreException {
        Optional<SortedMap<ConnectionId, List<Segment>>> newer = newerThan(earlier);
        if (newer.isEmpty()) {
            return false;
        }
        visit(newer.get(), true, (connection, record, cipher) -> {
            if (record.tombstone()) {
                visitor.removed(connection, record.guid());
            } else {
                RecordContent content = content(connection, cipher, record);
                visitor.changed(connection, content.account(), content.words());
            }
            return true;
        });
        return true;
    }

    @Override
    public Optional<IndexImage> image(String format) {
        return images.find(format, this);
    }

    @Override
    public void saveImage(String format, IndexImage.Writing content) throws StoreException {
        if (!connections.isEmpty()) {
            images.save(this, format, content);
        }
    }

    /**
     * The segments that hold the changes since an earlier generation; empty if they can't show all of them, or hold
     * too many records.
     */
    private Optional<SortedMap<ConnectionId, List<Segment>>> newerThan(Generation earlier) {
        SortedMap<ConnectionId, List<Segment>> newer = new TreeMap<>();
        if (earlier.equals(generation())) {
            return Optional.of(newer);
        }
        long records = 0;
        for (Map.Entry<ConnectionId, ConnectionData> entry :
                manifest.connections().entrySet()) {
            List<Segment> segments = entry.getValue().segments();
            List<Segment> since = segments.stream()
                    .filter(segment -> segment.generation().compareTo(earlier) > 0)
                    .toList();
            if (since.size() == segments.size() && !segments.isEmpty()) {
                return Optional.empty();
            }
            records += since.stream().mapToLong(Segment::records).sum();
            newer.put(entry.getKey(), since);
        }
        return earlier.compareTo(manifest.diffableSince()) < 0
                        || earlier.compareTo(generation()) > 0
                        || records * ALL_TO_CHANGES > manifest.accounts()
                ? Optional.empty()
                : Optional.of(newer);
    }

    private void visit(SortedMap<ConnectionId, List<Segment>> segments, boolean tombstones, StoredRecordVisitor visitor)
            throws StoreException {
        List<ConnectionRecords> sources = new ArrayList<>();
        try {
            // All are opened before the first is read: a commit may meanwhile delete their names, but not their
            // content.
            for (Map.Entry<ConnectionId, List<Segment>> entry : segments.entrySet()) {
                sources.add(open(entry.getKey(), entry.getValue(), tombstones));
            }
            for (ConnectionRecords source : sources) {
                RecordCursor records = source.records();
                for (StoredRecord record = records.next(); record != null; record = records.next()) {
                    if (!visitor.visit(source.connection(), record, source.cipher())) {
                        return;
                    }
                }
            }
        } finally {
            sources.forEach(source -> source.records().close());
        }
    }

    private ConnectionRecords open(ConnectionId connection, List<Segment> segments, boolean tombstones)
            throws StoreException {
        DataKey key = keys.get(connection);
        if (key == null) {
            throw StoreProblems.viewOutdated();
        }
        List<Path> files =
                segments.stream().map(segment -> folder.resolve(segment.file())).toList();
        RecordCipher cipher = new RecordCipher(key);
        return new ConnectionRecords(connection, cipher, MergedRecords.open(files, tombstones));
    }

    private RecordContent content(ConnectionId connection, RecordCipher cipher, StoredRecord record)
            throws StoreException {
        RecordContent content = cipher.open(record);
        return content.folding() == words.version() ? content : content.refolded(connection, words);
    }

    private record ConnectionRecords(ConnectionId connection, RecordCipher cipher, RecordCursor records) {}

    @FunctionalInterface
    private interface StoredRecordVisitor {
        /** Visits one record; returns whether to continue. */
        boolean visit(ConnectionId connection, StoredRecord record, RecordCipher cipher) throws StoreException;
    }

    /** Access to the index images, which the store keeps. */
    public interface ImageAccess {
        Optional<IndexImage> find(String format, ManifestView view);

        void save(ManifestView view, String format, IndexImage.Writing content) throws StoreException;
    }
}
