package org.adcache.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.adcache.index.words.SearchWords;
import org.adcache.integration.IntegrationFile;
import org.adcache.integration.IntegrationState;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.StoreException;
import org.adcache.store.file.DataFolder;

/** Data folder of the benchmark, opened as the service opens it. */
final class Cache implements AutoCloseable {
    static final LookupConfig CONFIG =
            new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(Population.CORP, Population.DOMAIN));

    private final DataFolder folder;
    private final IntegrationState state;
    private final Store store;

    private Cache(DataFolder folder, IntegrationState state, Store store) {
        this.folder = folder;
        this.state = state;
        this.store = store;
    }

    static Cache open(Path path) throws StoreException {
        Clock clock = Clock.systemUTC();
        DataFolder folder = DataFolder.open(path);
        IntegrationState state = new IntegrationFile(folder, clock).load().state();
        StoreConfig config = new StoreConfig(path, Optional.empty());
        Store store = Store.open(folder, config, state.epoch(), state.floor(), new SearchWords(), clock);
        return new Cache(folder, state, store);
    }

    Store store() {
        return store;
    }

    IntegrationState state() {
        return state;
    }

    /** Returns a lookup over the current content of the folder. */
    Lookup lookup(Executor background) throws StoreException {
        Lookup lookup = new Lookup(CONFIG, Clock.systemUTC(), background);
        lookup.serve(store.current());
        if (lookup.summary().users() == 0) {
            throw new IllegalStateException("this adcache can't read the population: delete " + folder.path());
        }
        return lookup;
    }

    /** Visits all accounts, in the order of their GUIDs. */
    void forEach(Population.Sink sink) throws StoreException {
        store.current().forEachAccount(Population.CORP, account -> {
            try {
                sink.take(account);
            } catch (StoreException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return true;
        });
    }

    @Override
    public void close() {
        store.close();
        folder.close();
    }
}
