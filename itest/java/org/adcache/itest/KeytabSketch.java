package org.adcache.itest;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Keytab in format 5.2 with keys of zeros: sufficient where it is rejected before a key is used. */
final class KeytabSketch {
    static final int AES256 = 18;
    static final int RC4 = 23;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream file = new DataOutputStream(bytes);

    /** A write to memory, which can't fail. */
    private interface Writing {
        void run() throws IOException;
    }

    KeytabSketch() {
        write(() -> file.writeShort(0x0502));
    }

    KeytabSketch key(String name, String realm, int encryptionType) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(record);
        return write(() -> {
            out.writeShort(1);
            for (String text : new String[] {realm, name}) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                out.writeShort(encoded.length);
                out.write(encoded);
            }
            out.writeInt(1);
            out.writeInt(1_700_000_000);
            out.writeByte(1);
            out.writeShort(encryptionType);
            int length = encryptionType == AES256 ? 32 : 16;
            out.writeShort(length);
            out.write(new byte[length]);
            file.writeInt(record.size());
            file.write(record.toByteArray());
        });
    }

    /** Adds the hole that removing a key in place leaves. */
    KeytabSketch hole() {
        return write(() -> {
            file.writeInt(-40);
            file.write(new byte[40]);
        });
    }

    Path in(Path path) {
        return write(path, bytes.toByteArray());
    }

    static Path write(Path path, byte[] content) {
        try {
            Files.write(path, content);
            return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeytabSketch write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
