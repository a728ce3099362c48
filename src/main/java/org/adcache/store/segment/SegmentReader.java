package org.adcache.store.segment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.adcache.account.ObjectGuid;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.record.StoredRecord;
import org.jspecify.annotations.Nullable;
import org.mapdb.SortedTableMap;
import org.mapdb.volume.Volume;

/** Sequential reader of a segment; reads a node of 32 entries at a time. */
public final class SegmentReader implements RecordCursor {
    private final Path file;
    private final Volume volume;
    private final Iterator<Map.Entry<byte[], byte[]>> entries;
    private Map.@Nullable Entry<byte[], byte[]> ahead;

    private SegmentReader(Path file, Volume volume, Iterator<Map.Entry<byte[], byte[]>> entries) {
        this.file = file;
        this.volume = volume;
        this.entries = entries;
        this.ahead = entries.hasNext() ? entries.next() : null;
    }

    /**
     * Opens a segment.
     *
     * @throws StoreException type {@code view-outdated} if the file is gone
     */
    public static SegmentReader open(Path file) throws StoreException {
        Volume volume = null;
        try {
            volume = SegmentVolume.open(file, true);
            SortedTableMap<byte[], byte[]> table =
                    SortedTableMap.open(volume, SegmentFormat.serializer(), SegmentFormat.serializer());
            return new SegmentReader(
                    file,
                    volume,
                    table.isEmpty() ? Map.<byte[], byte[]>of().entrySet().iterator() : table.entryIterator());
        } catch (IOException | RuntimeException e) {
            if (volume != null) {
                volume.close();
            }
            throw failure(file, e);
        }
    }

    private static StoreException failure(Path file, Exception cause) {
        try {
            return Disk.exists(file) ? StoreProblems.readFailed(file, cause) : StoreProblems.viewOutdated();
        } catch (IOException e) {
            cause.addSuppressed(e);
            return StoreProblems.readFailed(file, cause);
        }
    }

    @Override
    public @Nullable StoredRecord next() throws StoreException {
        Map.Entry<byte[], byte[]> first = ahead;
        if (first == null) {
            return null;
        }
        try {
            ObjectGuid guid = SegmentFormat.guid(first.getKey());
            byte[] value = first.getValue();
            advance();
            byte[] sealed = continues(guid) ? joined(guid, value) : Arrays.copyOfRange(value, 1, value.length);
            return new StoredRecord(guid, value[0] != 0, sealed);
        } catch (RuntimeException e) {
            throw StoreProblems.readFailed(file, e);
        }
    }

    private byte[] joined(ObjectGuid guid, byte[] start) {
        ByteArrayOutputStream parts = new ByteArrayOutputStream(4 * SegmentFormat.PART);
        parts.write(start, 1, start.length - 1);
        while (ahead != null && continues(guid)) {
            parts.writeBytes(ahead.getValue());
            advance();
        }
        return parts.toByteArray();
    }

    private boolean continues(ObjectGuid guid) {
        return ahead != null && SegmentFormat.guid(ahead.getKey()).equals(guid);
    }

    private void advance() {
        ahead = entries.hasNext() ? entries.next() : null;
    }

    @Override
    public void close() {
        volume.close();
    }
}
