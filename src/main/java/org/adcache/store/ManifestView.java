package org.adcache.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/** The state a manifest describes, read from its segments. */
final class ManifestView implements StoreView {
    private final Manifest manifest;
    private final Path folder;
    private final Map<ConnectionId, DataKey> keys;
    private final WordFolder words;
    private final SortedMap<ConnectionId, ConnectionState> connections = new TreeMap<>();

    ManifestView(Manifest manifest, Path folder, Map<ConnectionId, DataKey> keys, WordFolder words) {
        this.manifest = manifest;
        this.folder = folder;
        this.keys = Map.copyOf(keys);
        this.words = words;
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

    @Override
    public void forEach(RecordVisitor visitor) throws StoreException {
        List<Source> sources = new ArrayList<>();
        try {
            // All are opened before the first is read: a commit meanwhile may delete their names, not their content.
            for (ConnectionId connection : connections.keySet()) {
                sources.add(open(connection));
            }
            for (Source source : sources) {
                visit(source, visitor);
            }
        } finally {
            sources.forEach(source -> source.records().close());
        }
    }

    @Override
    public void forEachAccount(ConnectionId connection, AccountVisitor visitor) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean forEachSince(Generation earlier, ChangeVisitor visitor) throws StoreException {
        return false;
    }

    private Source open(ConnectionId connection) throws StoreException {
        DataKey key = keys.get(connection);
        ConnectionData data = manifest.connections().get(connection);
        if (key == null || data == null) {
            throw StoreProblems.viewOutdated();
        }
        List<Path> files = data.segments().stream()
                .map(segment -> folder.resolve(segment.file()))
                .toList();
        RecordCipher cipher = new RecordCipher(key);
        return new Source(connection, cipher, MergedRecords.open(files, false));
    }

    private void visit(Source source, RecordVisitor visitor) throws StoreException {
        RecordCursor records = source.records();
        for (StoredRecord record = records.next(); record != null; record = records.next()) {
            RecordContent content = source.cipher().open(record);
            if (content.folding() != words.version()) {
                content = content.refolded(source.connection(), words);
            }
            visitor.visit(source.connection(), content.account(), content.words());
        }
    }

    private record Source(ConnectionId connection, RecordCipher cipher, RecordCursor records) {}
}
