package org.adcache.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keytab with random keys of services. */
public final class TestKeytab {
    private static final int AES256 = 18;

    private TestKeytab() {}

    /** A service's key. */
    public static final class Entry {
        private final String principal;
        private final int version;
        private final int type;
        private final byte[] key;

        public Entry(String principal, int version, int type, byte[] key) {
            this.principal = principal;
            this.version = version;
            this.type = type;
            this.key = key.clone();
        }

        public String principal() {
            return principal;
        }

        public String realm() {
            return principal.substring(principal.lastIndexOf('@') + 1);
        }

        public int version() {
            return version;
        }

        public int type() {
            return type;
        }

        public byte[] key() {
            return key.clone();
        }
    }

    /** A random AES key, version 3. */
    public static Entry entry(String principal) {
        return entry(principal, 3);
    }

    /** A random AES key. */
    public static Entry entry(String principal, int version) {
        return new Entry(principal, version, AES256, ForgedTicket.random(32));
    }

    /** Replaces a file atomically. */
    public static Path write(Path file, Entry... entries) {
        try {
            Path draft = Files.write(file.resolveSibling(file.getFileName() + ".new"), bytes(entries));
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(Entry... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(bytes);
        file.writeShort(0x0502);
        for (Entry entry : entries) {
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(record);
            String[] names = entry.principal()
                    .substring(0, entry.principal().lastIndexOf('@'))
                    .split("/", -1);
            out.writeShort(names.length);
            text(out, entry.realm());
            for (String name : names) {
                text(out, name);
            }
            out.writeInt(1);
            out.writeInt(1_700_000_000);
            out.writeByte(entry.version());
            out.writeShort(entry.type());
            out.writeShort(entry.key().length);
            out.write(entry.key());
            file.writeInt(record.size());
            file.write(record.toByteArray());
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(encoded.length);
        out.write(encoded);
    }
}
