package org.adcache.store.segment;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.adcache.store.file.Disk;
import org.mapdb.DBException;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/**
 * MapDB volume over a file channel. MapDB's own, of version 3.1, puts what is left of a short write or read at the
 * offset of its beginning: a disk that ran full in the middle of a write would leave a segment with wrong content.
 * Numbers are big-endian.
 */
final class SegmentVolume extends Volume {
    /** The file grows by this many bytes. */
    private static final int UNIT = 4096;

    private final File file;
    private final FileChannel channel;
    private final boolean readOnly;

    private SegmentVolume(File file, FileChannel channel, boolean readOnly) {
        this.file = file;
        this.channel = channel;
        this.readOnly = readOnly;
    }

    static SegmentVolume open(Path path, boolean readOnly) {
        try {
            FileChannel channel = readOnly
                    ? Disk.open(path, StandardOpenOption.READ)
                    : Disk.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new SegmentVolume(path.toFile(), channel, readOnly);
        } catch (IOException e) {
            throw new DBException.VolumeIOError(e);
        }
    }

    @Override
    public void ensureAvailable(long offset) {
        long size = (offset + UNIT - 1) / UNIT * UNIT;
        if (length() < size) {
            putByte(size - 1, (byte) 0);
        }
    }

    @Override
    public void truncate(long size) {
        io(() -> channel.truncate(size));
    }

    @Override
    public void putLong(long offset, long value) {
        put(offset, ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
    }

    @Override
    public void putInt(long offset, int value) {
        put(offset, ByteBuffer.allocate(Integer.BYTES).putInt(value).flip());
    }

    @Override
    public void putByte(long offset, byte value) {
        put(offset, ByteBuffer.allocate(1).put(value).flip());
    }

    @Override
    public void putData(long offset, byte[] from, int at, int length) {
        put(offset, ByteBuffer.wrap(from, at, length));
    }

    @Override
    public void putData(long offset, ByteBuffer from) {
        put(offset, from.duplicate());
    }

    @Override
    public long getLong(long offset) {
        return get(offset, Long.BYTES).getLong();
    }

    @Override
    public int getInt(long offset) {
        return get(offset, Integer.BYTES).getInt();
    }

    @Override
    public byte getByte(long offset) {
        return get(offset, 1).get();
    }

    @Override
    public DataInput2 getDataInput(long offset, int length) {
        return new DataInput2.ByteArray(get(offset, length).array());
    }

    @Override
    public void getData(long offset, byte[] into, int at, int length) {
        get(offset, length).get(into, at, length);
    }

    @Override
    public void clear(long from, long to) {
        put(from, ByteBuffer.allocate(Math.toIntExact(to - from)));
    }

    @Override
    public void sync() {
        io(() -> {
            channel.force(true);
            return channel;
        });
    }

    @Override
    public void close() {
        closed.set(true);
        io(() -> {
            channel.close();
            return channel;
        });
    }

    @Override
    public long length() {
        return io(channel::size);
    }

    @Override
    public int sliceSize() {
        return -1;
    }

    @Override
    public boolean isSliced() {
        return false;
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public File getFile() {
        return file;
    }

    @Override
    public boolean getFileLocked() {
        return false;
    }

    private void put(long offset, ByteBuffer bytes) {
        int start = bytes.position();
        io(() -> {
            while (bytes.hasRemaining()) {
                channel.write(bytes, offset + bytes.position() - start);
            }
            return channel;
        });
    }

    private ByteBuffer get(long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        return io(() -> {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new EOFException("the file ends early");
                }
            }
            return bytes.flip();
        });
    }

    @FunctionalInterface
    private interface Io<T> {
        T run() throws IOException;
    }

    private static <T> T io(Io<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new DBException.VolumeIOError(e);
        }
    }
}
