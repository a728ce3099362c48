package org.adcache.store.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.store.StoreException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;

/** Open index image on disk, its header verified and its key known. */
final class ImageFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final ImageHeader header;
    private final ImageKey key;
    private final long sealedBytes;

    private ImageFile(Path path, FileChannel channel, Map<ConnectionId, DataKey> keys)
            throws IOException, StoreException {
        this.path = path;
        this.channel = channel;
        this.header = ImageHeader.read(channel);
        this.key = ImageKey.of(header, keys)
                .orElseThrow(() -> StoreProblems.imageDamaged(path, "a key that it needs is not here"));
        if (!key.fits(ImageHeader.read(channel, key.check().length))) {
            throw StoreProblems.imageDamaged(path, "it was written with other keys, or its header was changed");
        }
        if (!path.endsWith(StoreFile.image(header.epoch(), header.generation()))) {
            throw StoreProblems.imageDamaged(path, "it is another's file, renamed");
        }
        this.sealedBytes = channel.size() - channel.position();
    }

    /**
     * Opens an image.
     *
     * @param keys the keys of the connections that it may cover
     * @throws StoreException type {@code view-outdated} if the file doesn't exist, {@code image-damaged} if its header
     *     isn't intact or the keys aren't those it was written with
     */
    static ImageFile open(Path path, Map<ConnectionId, DataKey> keys) throws StoreException {
        try {
            FileChannel channel = Disk.open(path, StandardOpenOption.READ);
            try {
                return new ImageFile(path, channel, keys);
            } catch (IOException | StoreException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw StoreProblems.imageOutdated();
        } catch (EOFException | IllegalArgumentException e) {
            throw StoreProblems.imageDamaged(path, "its header is not whole, or of another version", e);
        } catch (IOException e) {
            throw StoreProblems.readFailed(path, e);
        }
    }

    Path path() {
        return path;
    }

    /** The channel, initially at the first chunk. */
    FileChannel channel() {
        return channel;
    }

    ImageHeader header() {
        return header;
    }

    ImageKey key() {
        return key;
    }

    /** Size of all chunks in bytes. */
    long sealedBytes() {
        return sealedBytes;
    }

    @Override
    public void close() throws StoreException {
        try {
            channel.close();
        } catch (IOException e) {
            throw StoreProblems.readFailed(path, e);
        }
    }
}
