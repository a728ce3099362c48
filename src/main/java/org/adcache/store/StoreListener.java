package org.adcache.store;

import org.adcache.account.Epoch;

/** Listener for commits and wipes, called in their order and before the call that made the change returns. */
public interface StoreListener {
    /**
     * Called before the commit of a new generation, which an exception prevents; afterwards {@link #committed} gets a
     * view of it, unless another connection was committed meanwhile or the commit fails.
     *
     * @param next readable during the call only
     * @throws StoreException if it must not be committed
     */
    default void committing(StoreView next) throws StoreException {}

    /** Called if the generation that {@link #committing} was told of is not committed. */
    default void abandoned() {}

    void committed(StoreView view);

    void wiped(Epoch newEpoch);
}
