package org.adcache;

import org.adcache.http.HttpServer;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.Lookup;
import org.adcache.store.IndexImage;

/** Work done ahead of requests, so that none waits for the class loader, the compiler or the garbage collector. */
final class WarmUp {
    private static final int LARGE = 50_000;

    private final ServiceThreads threads;

    WarmUp(ServiceThreads threads) {
        this.threads = threads;
    }

    /**
     * Loads what reading an image and listening need. A second processor has nothing else to do until the service
     * listens.
     */
    void whileOpening() {
        threads.timer().execute(IndexImage::warmUp);
        threads.timer().execute(HttpServer::warmUp);
    }

    /**
     * Has the heap collected before the first request. G1 would get to what building a large index left, more than the
     * index itself, only in hours of little work.
     */
    void afterBuilding(Lookup lookup) {
        CacheSummary summary = lookup.summary();
        if (lookup.hasBuilt() && summary.users() + summary.contacts() > LARGE) {
            System.gc();
        }
    }

    /** Has the lookups compiled that callers begin with. */
    void onceListening(Lookup lookup) {
        threads.workers().execute(lookup::warmUp);
    }
}
