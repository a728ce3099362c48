package org.adcache.store;

import org.adcache.account.Epoch;

/** Hears of every commit and wipe, on the thread that made it. */
public interface StoreListener {
    void committed(StoreView view);

    void wiped(Epoch newEpoch);
}
