package org.adcache.store.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.store.IndexImage;
import org.adcache.store.StoreException;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;

/** Index image on disk, opened for each read. */
final class StoredImage implements IndexImage {
    private final Path path;
    private final ImageHeader header;
    private final Map<ConnectionId, DataKey> keys;

    StoredImage(Path path, ImageHeader header, Map<ConnectionId, DataKey> keys) {
        this.path = path;
        this.header = header;
        this.keys = Map.copyOf(keys);
    }

    @Override
    public Generation generation() {
        return header.generation();
    }

    @Override
    public Instant writtenAt() {
        return header.writtenAt();
    }

    @Override
    public <T> T read(Reading<T> content) throws StoreException {
        try (ImageFile file = ImageFile.open(path, keys)) {
            if (!Arrays.equals(file.header().bytes(), header.bytes())) {
                throw StoreProblems.imageOutdated();
            }
            try (ImageReader in = new ImageReader(file)) {
                T read = content.from(in);
                in.end();
                return read;
            }
        }
    }
}
