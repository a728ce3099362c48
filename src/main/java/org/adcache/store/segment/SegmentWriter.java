package org.adcache.store.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.record.StoredRecord;
import org.jspecify.annotations.Nullable;
import org.mapdb.SortedTableMap;
import org.mapdb.volume.Volume;

/**
 * Sequential writer of one segment, in the order of objectGUID; closing it unfinished deletes the file. Records that
 * fit one page get a page of just their size, so that a small change results in a small file.
 */
public final class SegmentWriter implements AutoCloseable {
    private final Path file;
    private final Disk disk;
    private final Volume volume;
    private final List<Map.Entry<byte[], byte[]>> firstEntries = new ArrayList<>();
    private SortedTableMap.@Nullable Sink<byte[], byte[]> sink;
    private long firstPage = SegmentFormat.PAGE_HEAD;
    private int records;
    private boolean finished;

    private SegmentWriter(Path file, Disk disk, Volume volume) {
        this.file = file;
        this.disk = disk;
        this.volume = volume;
    }

    public static SegmentWriter create(Path file, Disk disk) throws StoreException {
        try {
            disk.create(file);
            return new SegmentWriter(file, disk, SegmentFormat.open(file, false));
        } catch (IOException | RuntimeException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }

    public void put(StoredRecord record) throws StoreException {
        byte[] sealed = record.sealed();
        byte[] value = new byte[1 + sealed.length];
        value[0] = (byte) (record.tombstone() ? 1 : 0);
        System.arraycopy(sealed, 0, value, 1, sealed.length);
        if (value.length > SegmentFormat.PART * SegmentFormat.MAX_PARTS) {
            throw StoreProblems.writeFailed(file, new IOException("record " + record.guid() + " is too large"));
        }
        try {
            disk.step("write", file);
            for (int part = 0, from = 0; from < value.length; part++, from += SegmentFormat.PART) {
                byte[] slice = Arrays.copyOfRange(value, from, Math.min(value.length, from + SegmentFormat.PART));
                put(SegmentFormat.key(record.guid(), part), slice);
            }
        } catch (IOException | RuntimeException e) {
            throw StoreProblems.writeFailed(file, e);
        }
        records++;
    }

    private void put(byte[] key, byte[] value) {
        if (sink == null) {
            firstEntries.add(Map.entry(key, value));
            firstPage += SegmentFormat.ENTRY_HEAD + key.length + value.length;
            if (firstPage > SegmentFormat.PAGE) {
                drain(SegmentFormat.PAGE);
            }
        } else {
            sink.put(key, value);
        }
    }

    /** Creates the table once its page size is known, and writes the entries buffered until then. */
    private SortedTableMap.Sink<byte[], byte[]> drain(long pageSize) {
        SortedTableMap.Sink<byte[], byte[]> started = SortedTableMap.create(
                        volume, SegmentFormat.serializer(), SegmentFormat.serializer())
                .pageSize(pageSize)
                .nodeSize(SegmentFormat.NODE)
                .createFromSink();
        firstEntries.forEach(entry -> started.put(entry.getKey(), entry.getValue()));
        firstEntries.clear();
        sink = started;
        return started;
    }

    public int records() {
        return records;
    }

    /** Makes the file durable under its working name. */
    public void finish() throws StoreException {
        try {
            disk.step("sync", file);
            if (sink == null) {
                drain(firstPage).create();
            } else {
                sink.create();
            }
            volume.sync();
            volume.close();
            finished = true;
        } catch (IOException | RuntimeException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }

    @Override
    public void close() throws StoreException {
        if (finished) {
            return;
        }
        try {
            volume.close();
            Files.deleteIfExists(file);
        } catch (IOException | RuntimeException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }
}
