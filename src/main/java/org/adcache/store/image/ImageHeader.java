package org.adcache.store.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.store.MalformedRecordException;
import org.adcache.store.record.CompactReader;
import org.adcache.store.record.CompactWriter;

/** Plaintext header of an index image: what it covers, and what its key is derived with. */
public final class ImageHeader {
    private static final byte[] MAGIC_AND_VERSION = "adcache\u0001".getBytes(StandardCharsets.US_ASCII);
    private static final int BEGINNING = MAGIC_AND_VERSION.length + Integer.BYTES;
    private static final int MAX_LENGTH = 1 << 16;
    private static final int SALT = 32;

    private final byte[] bytes;
    private final Epoch epoch;
    private final Generation generation;
    private final Instant writtenAt;
    private final byte[] salt;
    private final String format;
    private final List<ConnectionId> connections = new ArrayList<>();

    private ImageHeader(byte[] bytes) {
        CompactReader in = new CompactReader(bytes, BEGINNING);
        this.bytes = bytes;
        this.epoch = new Epoch(eightBytes(in));
        this.generation = new Generation(eightBytes(in));
        this.writtenAt = Instant.ofEpochMilli(eightBytes(in));
        this.salt = in.bytes(SALT);
        this.format = in.text();
        for (int count = in.count(); count > 0; count--) {
            connections.add(new ConnectionId(in.text()));
        }
        in.end();
        if (connections.isEmpty()) {
            throw new MalformedRecordException("an image of no connection has no secret");
        }
    }

    static ImageHeader create(
            String format,
            Epoch epoch,
            Generation generation,
            Collection<ConnectionId> connections,
            Instant writtenAt) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        CompactWriter out = new CompactWriter()
                .bytes(eightBytes(epoch.number()))
                .bytes(eightBytes(generation.number()))
                .bytes(eightBytes(writtenAt.toEpochMilli()))
                .bytes(salt)
                .text(format)
                .number(connections.size());
        connections.forEach(connection -> out.text(connection.value()));
        byte[] rest = out.toBytes();
        if (rest.length > MAX_LENGTH) {
            throw new IllegalArgumentException("the header of an index image would have " + rest.length + " bytes");
        }
        return new ImageHeader(ByteBuffer.allocate(BEGINNING + rest.length)
                .put(MAGIC_AND_VERSION)
                .putInt(rest.length)
                .put(rest)
                .array());
    }

    /**
     * Reads a header; it is not authenticated yet.
     *
     * @throws IllegalArgumentException if it is of another version of this format, or no header
     */
    static ImageHeader read(ReadableByteChannel channel) throws IOException {
        byte[] beginning = read(channel, BEGINNING);
        int length = ByteBuffer.wrap(beginning).getInt(MAGIC_AND_VERSION.length);
        if (!Arrays.equals(beginning, 0, MAGIC_AND_VERSION.length, MAGIC_AND_VERSION, 0, MAGIC_AND_VERSION.length)
                || length < 0
                || length > MAX_LENGTH) {
            throw new IllegalArgumentException("not an index image of this version");
        }
        byte[] bytes = Arrays.copyOf(beginning, BEGINNING + length);
        System.arraycopy(read(channel, length), 0, bytes, BEGINNING, length);
        try {
            return new ImageHeader(bytes);
        } catch (MalformedRecordException e) {
            throw new IllegalArgumentException("malformed header", e);
        }
    }

    static byte[] read(ReadableByteChannel channel, int length) throws IOException {
        byte[] bytes = new byte[length];
        readFully(channel, ByteBuffer.wrap(bytes));
        return bytes;
    }

    static void readFully(ReadableByteChannel channel, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("cut short");
            }
        }
    }

    private static long eightBytes(CompactReader in) {
        return CompactReader.longAt(in.bytes(Long.BYTES), 0);
    }

    private static byte[] eightBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    /** The whole header, as on disk. */
    byte[] bytes() {
        return bytes;
    }

    public Epoch epoch() {
        return epoch;
    }

    public Generation generation() {
        return generation;
    }

    Instant writtenAt() {
        return writtenAt;
    }

    byte[] salt() {
        return salt;
    }

    String format() {
        return format;
    }

    /** The connections in the order of their ids. */
    List<ConnectionId> connections() {
        return Collections.unmodifiableList(connections);
    }
}
