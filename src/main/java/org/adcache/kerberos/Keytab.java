package org.adcache.kerberos;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Keytab without its key bytes. Parses MIT's format 5.2, all numbers big-endian:
 *
 * <pre>
 * 05 02                                       version
 * 0000003e                                    record length; negative: a hole of that many bytes; 0: end of file
 *   0001                                      components of the name
 *   000b 4c41422e4558414d504c45               realm
 *   0008 7376632d73796e63                     each component
 *   00000001 65a1b2c3 03                      name type, timestamp, key version (8 bits)
 *   0012 0010 ………                             encryption type, key length, key
 *   000000c8                                  optional: key version (32 bits), used unless zero
 * </pre>
 */
public record Keytab(List<KeytabEntry> entries) {
    private static final int MAX_COMPONENTS = 64;

    public Keytab {
        entries = List.copyOf(entries);
    }

    /** The distinct principals in the order of their first entries. */
    public List<String> principals() {
        return entries.stream().map(KeytabEntry::principal).distinct().toList();
    }

    /** Whether the bytes start with the version of this format. */
    static boolean hasMagic(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == 5 && bytes[1] == 2;
    }

    /** Takes one entry and its key. */
    interface EntryReader<T> {
        T read(KeytabEntry entry, ByteBuffer key);
    }

    /** Parses a keytab; bad input only ever causes a {@link KeytabFormatException}. */
    static Keytab parse(byte[] bytes) throws KeytabFormatException {
        return new Keytab(parse(bytes, (entry, key) -> entry));
    }

    /** Parses a keytab with its keys. */
    static <T> List<T> parse(byte[] bytes, EntryReader<T> reader) throws KeytabFormatException {
        if (!hasMagic(bytes)) {
            throw new KeytabFormatException("it doesn't begin with 05 02");
        }
        ByteBuffer file = ByteBuffer.wrap(bytes).position(2);
        List<T> entries = new ArrayList<>();
        while (file.hasRemaining()) {
            int start = file.position();
            if (file.remaining() < Integer.BYTES) {
                throw new KeytabFormatException("it ends inside the record length at byte " + start);
            }
            int length = file.getInt();
            if (length == 0) {
                break;
            }
            long size = Math.abs((long) length);
            if (size > file.remaining()) {
                throw new KeytabFormatException("it ends inside the record at byte " + start);
            }
            if (length > 0) {
                entries.add(entry(file.slice(file.position(), length), start, reader));
            }
            file.position(file.position() + (int) size);
        }
        return entries;
    }

    private static <T> T entry(ByteBuffer record, int start, EntryReader<T> reader) throws KeytabFormatException {
        try {
            int components = Short.toUnsignedInt(record.getShort());
            if (components == 0 || components > MAX_COMPONENTS) {
                throw new KeytabFormatException("the record at byte " + start + " names no principal");
            }
            String realm = text(record);
            List<String> names = new ArrayList<>(components);
            for (int i = 0; i < components; i++) {
                names.add(KeytabEntry.escaped(text(record)));
            }
            record.getInt();
            Instant timestamp = Instant.ofEpochSecond(Integer.toUnsignedLong(record.getInt()));
            long keyVersion = Byte.toUnsignedLong(record.get());
            int encryptionType = Short.toUnsignedInt(record.getShort());
            ByteBuffer key = part(record, Short.toUnsignedInt(record.getShort()));
            long longVersion = record.remaining() >= Integer.BYTES ? Integer.toUnsignedLong(record.getInt()) : 0;
            KeytabEntry entry = new KeytabEntry(
                    String.join("/", names) + '@' + realm,
                    realm,
                    longVersion == 0 ? keyVersion : longVersion,
                    new EncryptionType(encryptionType),
                    timestamp);
            return reader.read(entry, key);
        } catch (BufferUnderflowException e) {
            throw new KeytabFormatException("the record at byte " + start + " is cut short", e);
        }
    }

    private static String text(ByteBuffer record) {
        byte[] bytes = new byte[Short.toUnsignedInt(record.getShort())];
        record.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ByteBuffer part(ByteBuffer record, int length) {
        if (length > record.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = record.slice(record.position(), length);
        record.position(record.position() + length);
        return part;
    }
}
