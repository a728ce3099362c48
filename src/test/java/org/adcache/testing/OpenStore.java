package org.adcache.testing;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.StoreException;
import org.adcache.store.file.DataFolder;

/** Store without words in its first epoch, with its folder. */
public record OpenStore(DataFolder folder, Store store) implements AutoCloseable {
    public static OpenStore in(Path path, Clock clock) throws StoreException {
        DataFolder folder = DataFolder.open(path);
        StoreConfig config = new StoreConfig(path, Optional.empty());
        return new OpenStore(folder, Store.open(folder, config, Epoch.FIRST, Generation.NONE, new NoWords(), clock));
    }

    @Override
    public void close() {
        store.close();
        folder.close();
    }
}
