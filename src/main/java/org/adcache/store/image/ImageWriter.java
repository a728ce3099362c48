package org.adcache.store.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.record.CompactWriter;

/** Sequential writer of one index image; closing it deletes the file unless it was renamed. */
public final class ImageWriter implements ImageOutput, AutoCloseable {
    /** A wipe may have to wait for a sync, so the syncs are spread over the writing. */
    private static final int BLOCKS_BETWEEN_SYNCS = 128;

    private final Path file;
    private final Disk disk;
    private final FileChannel channel;
    private final ImageCipher cipher;
    private final Permit permit;
    private final ByteBuffer plain = ByteBuffer.allocate(ImageFormat.BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] sealed;
    private int sealedBytes;
    private long blocks;

    private ImageWriter(Path file, Disk disk, FileChannel channel, ImageCipher cipher, byte[] head, Permit permit) {
        this.file = file;
        this.disk = disk;
        this.channel = channel;
        this.cipher = cipher;
        this.sealed = Arrays.copyOf(head, head.length + ImageFormat.sealedBlock(0));
        this.sealedBytes = head.length;
        this.permit = permit;
    }

    /** Check made before each block is written. */
    @FunctionalInterface
    public interface Permit {
        void require() throws StoreException;
    }

    public static ImageWriter create(Path file, Disk disk, ImageHeader header, ImageKey key, Permit permit)
            throws StoreException {
        ImageCipher cipher = key.sealing();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(header.bytes());
        head.writeBytes(key.check());
        try {
            disk.create(file);
            FileChannel channel = Disk.open(file, StandardOpenOption.WRITE);
            return new ImageWriter(file, disk, channel, cipher, head.toByteArray(), permit);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }

    @Override
    public void number(long value) throws StoreException {
        makeRoom();
        plain.putLong(value);
    }

    @Override
    public void ints(int[] values, int from, int to) throws StoreException {
        Objects.checkFromToIndex(from, to, values.length);
        array(from, to, Integer.BYTES, (at, count) -> plain.asIntBuffer().put(values, at, count));
    }

    @Override
    public void longs(long[] values, int from, int to) throws StoreException {
        Objects.checkFromToIndex(from, to, values.length);
        array(from, to, Long.BYTES, (at, count) -> plain.asLongBuffer().put(values, at, count));
    }

    @Override
    public void bytes(byte[] values, int from, int to) throws StoreException {
        Objects.checkFromToIndex(from, to, values.length);
        array(from, to, Byte.BYTES, (at, count) -> plain.duplicate().put(values, at, count));
    }

    @Override
    public void text(String text) throws StoreException {
        bytes(new CompactWriter().text(text).toBytes());
    }

    private void array(int from, int to, int width, Copy copy) throws StoreException {
        number(to - from);
        for (int at = from; at < to; ) {
            makeRoom();
            int count = Math.min(to - at, plain.remaining() / width);
            copy.put(at, count);
            plain.position(plain.position() + width * count);
            at += count;
        }
        while (plain.position() % ImageFormat.ALIGNMENT != 0) {
            plain.put((byte) 0);
        }
    }

    @FunctionalInterface
    private interface Copy {
        /** Copies values to the block's position without advancing it. */
        void put(int at, int count);
    }

    private void makeRoom() throws StoreException {
        if (!plain.hasRemaining()) {
            writeBlock(false);
        }
    }

    private void writeBlock(boolean last) throws StoreException {
        permit.require();
        try {
            seal(last);
            disk.step("write", file);
            ByteBuffer out = ByteBuffer.wrap(sealed, 0, sealedBytes);
            while (out.hasRemaining()) {
                channel.write(out);
            }
            if (++blocks % BLOCKS_BETWEEN_SYNCS == 0) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw StoreProblems.writeFailed(file, e);
        }
        sealedBytes = 0;
        plain.clear();
    }

    private void seal(boolean last) {
        int chunk = ImageFormat.chunk(blocks);
        int end = plain.position();
        int from = 0;
        do {
            int length = Math.min(chunk, end - from);
            boolean lastChunk = last && from + length == end;
            try {
                sealedBytes += cipher.next(plain.array(), from, length, lastChunk, sealed, sealedBytes);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES/GCM encryption failed", e);
            }
            from += length;
        } while (from < end);
    }

    /** Makes the file durable under its working name. */
    public void finish() throws StoreException {
        writeBlock(true);
        try {
            disk.step("sync", file);
            channel.force(true);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }

    @Override
    public void close() throws StoreException {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }
}
