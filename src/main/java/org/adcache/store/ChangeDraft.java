package org.adcache.store;

import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.ObjectGuid;

/**
 * Incremental draft of a connection: accounts that are neither put nor removed are kept. Its cost grows with the
 * changes, not with the size of the cache.
 */
public interface ChangeDraft extends Draft {
    /**
     * Removes an account; no effect if it isn't cached. A later {@link #put} restores it.
     *
     * @throws StoreException if it can't be written
     */
    void remove(ObjectGuid objectGuid) throws StoreException;

    /**
     * The cached account, without the changes of this draft.
     *
     * @throws StoreException if it can't be read
     */
    Optional<Account> cached(ObjectGuid objectGuid) throws StoreException;
}
