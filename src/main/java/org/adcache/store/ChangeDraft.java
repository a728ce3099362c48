package org.adcache.store;

import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.ObjectGuid;

/**
 * Changes of a connection on their way into the store: what isn't put or removed stays as it is. Its cost grows with
 * the changes, not with what is cached.
 */
public interface ChangeDraft extends Draft {
    /**
     * Takes an account out; nothing if it isn't cached. A later {@link #put} brings it back.
     *
     * @throws StoreException if it can't be written
     */
    void remove(ObjectGuid objectGuid) throws StoreException;

    /**
     * The account as it is cached now, without what was put here.
     *
     * @throws StoreException if it can't be read
     */
    Optional<Account> cached(ObjectGuid objectGuid) throws StoreException;
}
