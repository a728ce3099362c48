package org.adcache.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.mapdb.SortedTableMap;
import org.mapdb.volume.Volume;

/** Writes one segment, record by record in the order of objectGUID; closing it unfinished deletes the file. */
final class SegmentWriter implements AutoCloseable {
    private final Path file;
    private final Disk disk;
    private final Volume volume;
    private final SortedTableMap.Sink<byte[], byte[]> sink;
    private int records;
    private boolean finished;

    private SegmentWriter(Path file, Disk disk, Volume volume) {
        this.file = file;
        this.disk = disk;
        this.volume = volume;
        this.sink = SortedTableMap.create(volume, SegmentFormat.serializer(), SegmentFormat.serializer())
                .pageSize(SegmentFormat.PAGE)
                .nodeSize(SegmentFormat.NODE)
                .createFromSink();
    }

    static SegmentWriter create(Path file, Disk disk) throws StoreException {
        try {
            disk.create(file);
            return new SegmentWriter(file, disk, SegmentFormat.open(file.toFile(), false));
        } catch (IOException | RuntimeException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }

    void put(StoredRecord record) throws StoreException {
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
                sink.put(SegmentFormat.key(record.guid(), part), slice);
            }
        } catch (IOException | RuntimeException e) {
            throw StoreProblems.writeFailed(file, e);
        }
        records++;
    }

    int records() {
        return records;
    }

    /** Makes the file durable under its present name. */
    void finish() throws StoreException {
        try {
            disk.step("sync", file);
            sink.create();
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
