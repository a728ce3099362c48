package org.adcache.store;

import org.adcache.account.Epoch;

/** Listener for commits and wipes, called in their order and before the call that made the change returns. */
public interface StoreListener {
    void committed(StoreView view);

    void wiped(Epoch newEpoch);
}
