package org.adcache.store.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;

/**
 * Key ring of {@code keys/}: one random 32-byte secret for each connection and epoch, and the data keys derived from
 * them. A secret overwritten with zeros is destroyed, even if its file could not be deleted.
 */
public final class KeyRing {
    static final int SECRET = 32;

    private final Path folder;
    private final Disk disk;
    private final byte[] keyFile;
    private final ConcurrentMap<Path, DataKey> known = new ConcurrentHashMap<>();

    public KeyRing(Path folder, Disk disk, byte[] keyFile) {
        this.folder = folder;
        this.disk = disk;
        this.keyFile = keyFile;
    }

    /**
     * The content of the administrator's key-file; empty if none is configured.
     *
     * @throws StoreException if it can't be read or doesn't have 32 bytes
     */
    public static byte[] readKeyFile(Optional<Path> file) throws StoreException {
        if (file.isEmpty()) {
            return new byte[0];
        }
        try {
            long size = Files.size(file.get());
            if (Files.isRegularFile(file.get()) && size != SECRET) {
                throw StoreProblems.keyFile(file.get(), "has " + size + " bytes, not " + SECRET);
            }
            byte[] content = Files.readAllBytes(file.get());
            if (content.length != SECRET) {
                throw StoreProblems.keyFile(file.get(), "has " + content.length + " bytes, not " + SECRET);
            }
            return content;
        } catch (NoSuchFileException e) {
            throw StoreProblems.keyFile(file.get(), "does not exist");
        } catch (IOException e) {
            throw StoreProblems.keyFile(file.get(), "can't be read: " + StoreProblems.reason(e));
        }
    }

    public Path file(ConnectionId connection, Epoch epoch) {
        return folder.resolve(StoreFile.key(connection, epoch));
    }

    /** The key of a connection; empty if its secret is missing, destroyed or incomplete. */
    public Optional<DataKey> find(ConnectionId connection, Epoch epoch) throws IOException {
        Path file = file(connection, epoch);
        DataKey key = known.get(file);
        if (key != null) {
            return Optional.of(key);
        }
        try {
            byte[] secret = Disk.read(file);
            return secret.length != SECRET || isDestroyed(secret)
                    ? Optional.empty()
                    : Optional.of(remember(file, connection, epoch, secret));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The key of a connection, created if it doesn't exist. */
    public synchronized DataKey findOrCreate(ConnectionId connection, Epoch epoch) throws StoreException {
        Path file = file(connection, epoch);
        try {
            Optional<DataKey> found = find(connection, epoch);
            if (found.isPresent()) {
                return found.get();
            }
            byte[] secret = new byte[SECRET];
            new SecureRandom().nextBytes(secret);
            disk.createFolder(folder);
            disk.syncFolderOf(folder);
            disk.write(file, file.resolveSibling(file.getFileName() + ".tmp"), secret);
            return remember(file, connection, epoch, secret);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }

    private DataKey remember(Path file, ConnectionId connection, Epoch epoch, byte[] secret) {
        DataKey key = new DataKey(connection, epoch, secret, keyFile);
        Arrays.fill(secret, (byte) 0);
        DataKey other = known.putIfAbsent(file, key);
        return other == null ? key : other;
    }

    /** Whether the secret of a connection is overwritten and its file still exists. */
    public boolean destroyed(ConnectionId connection, Epoch epoch) throws IOException {
        Path file = file(connection, epoch);
        return Files.exists(file) && isDestroyed(Disk.read(file));
    }

    /** Clears the key from memory and overwrites its secret on disk; the file is kept. */
    public void destroy(Path file) throws IOException {
        forget(file);
        disk.overwrite(file);
    }

    /** Clears the key from memory. */
    void forget(Path file) {
        DataKey key = known.remove(file);
        if (key != null) {
            key.destroy();
        }
    }

    public void forgetAll() {
        known.keySet().forEach(this::forget);
    }

    private static boolean isDestroyed(byte[] secret) {
        return Arrays.equals(secret, new byte[SECRET]);
    }
}
