package org.adcache.store.segment;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.adcache.account.ObjectGuid;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.record.StoredRecord;
import org.jspecify.annotations.Nullable;
import org.mapdb.DataInput2;

/**
 * Random access to the records of a segment. MapDB's own table reads the first key of every page when it is opened, a
 * cost that grows with the segment; this reads only the pages on the path of a binary search, and caches their heads.
 * A page of MapDB 3.1's sorted table has numbers of four bytes and offsets from its start:
 *
 * <pre>
 *  64 bytes             first page only, eight bytes each: at 24 the number of pages less one, at 32 the page size
 *  n                    nodes in the page, of up to 32 entries
 *  k1 … kn v1 … vn end  where the keys of each node start, then its values, then where the last values end
 *  20 12 9829… 12 …     keys of a node: packed count, twice, then each with its packed length
 *  20 83 72 00…         its values: packed count, then each with its packed length
 * </pre>
 */
final class SegmentIndex implements AutoCloseable {
    private static final int FILE_HEAD = 64;
    private static final int LAST_PAGE_AT = 24;
    private static final int PAGE_SIZE_AT = 32;
    private static final int FIRST_GLANCE = 512;
    private static final int PACKED_COUNTS_AND_KEY = 3 * Integer.BYTES + SegmentFormat.KEY;

    private final Path file;
    private final FileChannel channel;
    private final int pageSize;
    private final @Nullable Page[] pages;

    private SegmentIndex(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        ByteBuffer head = ByteBuffer.wrap(read(0, FILE_HEAD));
        this.pageSize = Math.toIntExact(head.getLong(PAGE_SIZE_AT));
        this.pages = new Page[Math.toIntExact(head.getLong(LAST_PAGE_AT) + 1)];
    }

    /**
     * Opens a segment.
     *
     * @throws StoreException type {@code view-outdated} if the file is gone
     */
    static SegmentIndex open(Path file) throws StoreException {
        FileChannel channel = null;
        try {
            channel = Disk.open(file, StandardOpenOption.READ);
            return new SegmentIndex(file, channel);
        } catch (NoSuchFileException e) {
            throw StoreProblems.viewOutdated();
        } catch (IOException | RuntimeException e) {
            close(channel);
            throw StoreProblems.readFailed(file, e);
        }
    }

    /** The record of this GUID, which may be a tombstone; null if there is none. */
    @Nullable
    StoredRecord find(ObjectGuid guid) throws StoreException {
        try {
            byte[] key = SegmentFormat.key(guid, 0);
            int page = lastUpTo(key, pages.length, number -> page(number).firstKey(0));
            if (page < 0) {
                return null;
            }
            int node = lastUpTo(key, page(page).nodes(), page(page)::firstKey);
            int entry = Arrays.binarySearch(page(page).keys(node), key, Arrays::compareUnsigned);
            return entry < 0 ? null : record(guid, page, node, entry);
        } catch (IOException | RuntimeException e) {
            throw StoreProblems.readFailed(file, e);
        }
    }

    /** Index of the last of ascending keys that is at most this one; -1 if all are above it. */
    private static int lastUpTo(byte[] key, int count, KeyAt keys) throws IOException {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(keys.at(middle), key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    @FunctionalInterface
    private interface KeyAt {
        byte[] at(int number) throws IOException;
    }

    private StoredRecord record(ObjectGuid guid, int page, int node, int entry) throws IOException {
        byte[] value = page(page).values(node)[entry];
        boolean tombstone = value[0] != 0;
        if (value.length < SegmentFormat.PART) {
            return new StoredRecord(guid, tombstone, Arrays.copyOfRange(value, 1, value.length));
        }
        ByteArrayOutputStream parts = new ByteArrayOutputStream(4 * SegmentFormat.PART);
        parts.write(value, 1, value.length - 1);
        Position position = new Position(page, node, entry);
        while (value.length == SegmentFormat.PART
                && position.next()
                && position.guid().equals(guid)) {
            value = position.value();
            parts.writeBytes(value);
        }
        return new StoredRecord(guid, tombstone, parts.toByteArray());
    }

    /** Position of an entry, which can advance to the next. */
    private final class Position {
        private int page;
        private int node;
        private int entry;
        private byte[][] keys;
        private byte[][] values;

        Position(int page, int node, int entry) throws IOException {
            this.page = page;
            this.node = node;
            this.entry = entry;
            this.keys = page(page).keys(node);
            this.values = page(page).values(node);
        }

        boolean next() throws IOException {
            if (++entry < keys.length) {
                return true;
            }
            entry = 0;
            if (++node == page(page).nodes()) {
                node = 0;
                if (++page == pages.length) {
                    return false;
                }
            }
            keys = page(page).keys(node);
            values = page(page).values(node);
            return true;
        }

        ObjectGuid guid() {
            return SegmentFormat.guid(keys[entry]);
        }

        byte[] value() {
            return values[entry];
        }
    }

    private Page page(int number) throws IOException {
        Page page = pages[number];
        if (page == null) {
            page = new Page(number);
            pages[number] = page;
        }
        return page;
    }

    /** A page's head; keys and values are read on demand. */
    private final class Page {
        private final long start;
        private final int nodes;
        private final int[] offsets;
        private final byte[] firstKey;

        Page(int number) throws IOException {
            start = (long) number * pageSize;
            int head = number == 0 ? FILE_HEAD : 0;
            byte[] glance = read(start + head, Math.min(FIRST_GLANCE, pageSize - head));
            nodes = ByteBuffer.wrap(glance).getInt();
            int size = Math.multiplyExact(Integer.BYTES, 2 * nodes + 2);
            if (size + PACKED_COUNTS_AND_KEY > glance.length) {
                glance = read(start + head, Math.min(size + PACKED_COUNTS_AND_KEY, pageSize - head));
            }
            offsets = new int[2 * nodes + 1];
            ByteBuffer.wrap(glance).asIntBuffer().position(1).get(offsets);
            firstKey = firstKey(glance, size);
        }

        int nodes() {
            return nodes;
        }

        byte[] firstKey(int node) throws IOException {
            if (node == 0) {
                return firstKey;
            }
            int length = Math.min(PACKED_COUNTS_AND_KEY, pageSize - offsets[node]);
            return firstKey(read(start + offsets[node], length), 0);
        }

        private byte[] firstKey(byte[] bytes, int at) throws IOException {
            DataInput2 in = new DataInput2.ByteArray(bytes, at);
            in.unpackInt();
            in.unpackInt();
            byte[] key = new byte[countWithin(in.unpackInt(), bytes.length)];
            in.readFully(key);
            return key;
        }

        /** A number of values or bytes, which can't be more than the bytes that hold them. */
        private static int countWithin(int count, int bytes) throws IOException {
            if (count < 0 || count > bytes) {
                throw new IOException("a count beyond the end of its node");
            }
            return count;
        }

        byte[][] keys(int node) throws IOException {
            return array(offsets[node], offsets[node + 1], 1);
        }

        byte[][] values(int node) throws IOException {
            return array(offsets[nodes + node], offsets[nodes + node + 1], 0);
        }

        private byte[][] array(int from, int to, int numbersBefore) throws IOException {
            DataInput2 in = new DataInput2.ByteArray(read(start + from, to - from));
            for (int i = 0; i < numbersBefore; i++) {
                in.unpackInt();
            }
            byte[][] array = new byte[countWithin(in.unpackInt(), to - from)][];
            for (int i = 0; i < array.length; i++) {
                array[i] = new byte[countWithin(in.unpackInt(), to - from)];
                in.readFully(array[i]);
            }
            return array;
        }
    }

    private byte[] read(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("the file ends early");
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
