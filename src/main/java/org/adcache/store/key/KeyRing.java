package org.adcache.store.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.OverwritableFile;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;

/**
 * Key ring of {@code keys/}: one random 32-byte secret for each connection and epoch, and the data keys derived from
 * them. A secret overwritten with a marker is destroyed, even if its file could not be deleted; a file that holds
 * neither a secret nor a marker is damaged, and no order.
 */
public final class KeyRing implements AutoCloseable {
    private static final int SECRET = KeyFile.SECRET;

    private final Path folder;
    private final Disk disk;
    private final byte[] keyFile;
    private final ConcurrentMap<Path, DataKey> known = new ConcurrentHashMap<>();
    /** The files of the known keys, open so that they can be destroyed without a free file descriptor. */
    private final ConcurrentMap<Path, OverwritableFile> open = new ConcurrentHashMap<>();

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

    /** The key of a connection; empty if its secret is missing, destroyed or damaged. */
    public Optional<DataKey> find(ConnectionId connection, Epoch epoch) throws IOException {
        Path file = file(connection, epoch);
        DataKey key = known.get(file);
        if (key != null) {
            return Optional.of(key);
        }
        Optional<byte[]> content = content(file);
        Optional<byte[]> secret = content.flatMap(KeyFile::secret);
        content.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        return secret.map(bytes -> remember(file, connection, epoch, bytes));
    }

    private static Optional<byte[]> content(Path file) throws IOException {
        try {
            return Optional.of(Disk.read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The state of a connection's key file; empty if it doesn't exist. */
    public Optional<KeyState> state(ConnectionId connection, Epoch epoch) throws IOException {
        return state(file(connection, epoch));
    }

    /** The state of a key file; empty if it doesn't exist. */
    public static Optional<KeyState> state(Path file) throws IOException {
        return content(file).map(KeyRing::stateOf);
    }

    private static KeyState stateOf(byte[] content) {
        KeyState state = KeyFile.state(content);
        Arrays.fill(content, (byte) 0);
        return state;
    }

    /**
     * The key of a connection, created if it doesn't exist, is damaged or was removed.
     *
     * @throws StoreException type {@code epoch-changed} if it was disabled: nothing more is written in its epoch
     */
    public synchronized DataKey findOrCreate(ConnectionId connection, Epoch epoch) throws StoreException {
        Path file = file(connection, epoch);
        try {
            Optional<DataKey> found = find(connection, epoch);
            if (found.isPresent()) {
                return found.get();
            }
            if (state(file).filter(state -> state == KeyState.DISABLED).isPresent()) {
                throw StoreProblems.epochChanged();
            }
            byte[] secret = new byte[SECRET];
            new SecureRandom().nextBytes(secret);
            disk.createFolder(folder);
            disk.syncFolderOf(folder);
            disk.write(file, file.resolveSibling(file.getFileName() + ".tmp"), KeyFile.write(secret));
            return remember(file, connection, epoch, secret);
        } catch (IOException e) {
            throw StoreProblems.writeFailed(file, e);
        }
    }

    private DataKey remember(Path file, ConnectionId connection, Epoch epoch, byte[] secret) {
        DataKey key = new DataKey(connection, epoch, secret, keyFile);
        Arrays.fill(secret, (byte) 0);
        openFile(file).keepOpen();
        DataKey other = known.putIfAbsent(file, key);
        return other == null ? key : other;
    }

    private OverwritableFile openFile(Path file) {
        return open.computeIfAbsent(file, path -> new OverwritableFile(path, disk));
    }

    /** The files of the keys in use. */
    public Set<Path> files() {
        return Set.copyOf(open.keySet());
    }

    /** Whether the secret of a connection was overwritten by an order and its file still exists. */
    public boolean destroyed(ConnectionId connection, Epoch epoch) throws IOException {
        return state(connection, epoch).filter(KeyState::ordered).isPresent();
    }

    /**
     * Clears the key from memory and overwrites its file in place with a marker, durably. That needs no space, and no
     * file descriptor if the key was in use. The file is kept.
     *
     * @param marker {@link KeyState#DISABLED} or {@link KeyState#REMOVED}
     * @throws NoSuchFileException if it doesn't exist
     */
    public void destroy(Path file, KeyState marker) throws IOException {
        if (!marker.ordered()) {
            throw new IllegalArgumentException(marker + " is no order");
        }
        forget(file);
        OverwritableFile overwritten = openFile(file);
        overwritten.overwrite(0, KeyFile.marker(marker, overwritten.size()));
        open.remove(file);
        overwritten.close();
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

    /** Clears all keys from memory and closes their files. */
    @Override
    public void close() {
        forgetAll();
        open.values().forEach(OverwritableFile::close);
        open.clear();
    }
}
