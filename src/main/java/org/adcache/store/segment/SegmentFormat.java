package org.adcache.store.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.adcache.account.ObjectGuid;
import org.adcache.store.file.Disk;
import org.mapdb.serializer.SerializerByteArray;
import org.mapdb.volume.FileChannelVol;
import org.mapdb.volume.Volume;

/**
 * File format of a segment, which is a MapDB sorted table. An entry must fit a page together with the 31 others of its
 * node, and a group of 100,000 members does not, so a record is split into parts:
 *
 * <pre>
 *  key: objectGUID, part            value
 *  9829b7b638174f82afe9c36c1ece3b16 0000    00 (account; 01 tombstone), nonce, ciphertext, tag: up to 4 KiB
 *  9829b7b638174f82afe9c36c1ece3b16 0001    the next 4 KiB
 * </pre>
 *
 * Keys are ordered as {@link ObjectGuid} is. Files are read and written through channels, never mapped: an unlinked
 * mapping stays readable, and a full disk would be a SIGBUS.
 */
final class SegmentFormat {
    static final int KEY = ObjectGuid.BYTES + Short.BYTES;
    static final int PART = 4096;
    static final int MAX_PARTS = 1 << 16;
    static final long PAGE = 256 * 1024;
    static final int NODE = 32;
    /** Upper bound of MapDB's overhead for a page, and for each entry. */
    static final long PAGE_HEAD = 128;

    static final long ENTRY_HEAD = 16;

    private static final int SLICE_SHIFT = 12;
    private static final long NO_FILE_LOCK = -1;

    private SegmentFormat() {}

    static SerializerByteArray serializer() {
        return new SerializerByteArray();
    }

    static Volume open(Path file, boolean readOnly) throws IOException {
        Disk.verify(file);
        return new FileChannelVol(file.toFile(), readOnly, NO_FILE_LOCK, SLICE_SHIFT, 0);
    }

    static byte[] key(ObjectGuid guid, int part) {
        return ByteBuffer.allocate(KEY)
                .putLong(guid.high())
                .putLong(guid.low())
                .putShort((short) part)
                .array();
    }

    static ObjectGuid guid(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key);
        return new ObjectGuid(buffer.getLong(), buffer.getLong());
    }
}
