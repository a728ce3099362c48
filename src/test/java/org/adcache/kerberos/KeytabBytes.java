package org.adcache.kerberos;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builder of keytabs for tests, key by key, in MIT's format 5.2. */
final class KeytabBytes {
    private static final int TIMESTAMP = 1_700_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream file = new DataOutputStream(bytes);

    KeytabBytes() {
        write(() -> file.writeShort(0x0502));
    }

    KeytabBytes key(String name, String realm, int keyVersion, int encryptionType) {
        return key(name.split("/", -1), realm, TIMESTAMP, keyVersion, encryptionType, new byte[0]);
    }

    /** @param trailer bytes after the key, for instance a key version of 32 bits */
    KeytabBytes key(
            String[] components, String realm, int timestamp, int keyVersion, int encryptionType, byte[] trailer) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(record);
        write(() -> {
            out.writeShort(components.length);
            text(out, realm);
            for (String component : components) {
                text(out, component);
            }
            out.writeInt(1);
            out.writeInt(timestamp);
            out.writeByte(keyVersion);
            out.writeShort(encryptionType);
            out.writeShort(16);
            out.write(new byte[16]);
            out.write(trailer);
            file.writeInt(record.size());
            file.write(record.toByteArray());
        });
        return this;
    }

    KeytabBytes hole(int length) {
        write(() -> {
            file.writeInt(-length);
            file.write(new byte[length]);
        });
        return this;
    }

    KeytabBytes raw(int... values) {
        write(() -> {
            for (int value : values) {
                file.writeByte(value);
            }
        });
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    Path in(Path folder) {
        try {
            return Files.write(folder.resolve("test.keytab"), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(encoded.length);
        out.write(encoded);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
