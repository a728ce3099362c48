package org.adcache.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.kerby.kerberos.kerb.keytab.Keytab;
import org.apache.kerby.kerberos.kerb.keytab.KeytabEntry;
import org.apache.kerby.kerberos.kerb.request.KrbIdentity;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;

/** Writer of keytabs in format 5.2 that only their owner can read. */
final class KeytabWriter {
    private KeytabWriter() {}

    static void write(Path file, KrbIdentity identity) throws IOException {
        Keytab keytab = new Keytab();
        for (EncryptionKey key : identity.getKeys().values()) {
            keytab.addEntry(
                    new KeytabEntry(identity.getPrincipal(), identity.getCreatedTime(), identity.getKeyVersion(), key));
        }
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            keytab.store(out);
        }
    }
}
