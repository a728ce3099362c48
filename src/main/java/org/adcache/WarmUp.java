package org.adcache;

import org.adcache.http.HttpServer;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.Lookup;
import org.adcache.store.IndexImage;

/** Warm-up before requests, so that none waits for class loading, JIT compilation or garbage collection. */
final class WarmUp {
    private static final int LARGE = 50_000;

    private final ServiceThreads threads;

    WarmUp(ServiceThreads threads) {
        this.threads = threads;
    }

    /**
     * Loads the classes that reading an image and listening need. A second processor is otherwise idle until the
     * service listens.
     */
    void whileOpening() {
        threads.timer().execute(IndexImage::warmUp);
        threads.timer().execute(HttpServer::warmUp);
    }

    /**
     * Collects the heap before the first request. Building a large index leaves more garbage than the index itself,
     * and G1 would collect it only after hours under light load.
     */
    void afterBuilding(Lookup lookup) {
        CacheSummary summary = lookup.summary();
        if (lookup.hasBuilt() && summary.users() + summary.contacts() > LARGE) {
            System.gc();
        }
    }

    /** Triggers the JIT compilation of the lookups that clients start with. */
    void onceListening(Lookup lookup) {
        threads.workers().execute(lookup::warmUp);
    }
}
