package org.adcache.store;

import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;

/**
 * A full read on its way into the store: accounts are put, then compared with the current generation, then committed
 * or dropped. Memory does not grow with the number of accounts. Closing an uncommitted draft deletes its files.
 */
public interface Draft extends AutoCloseable {
    /**
     * Adds an account; a second one with the same objectGUID replaces the first (AD may move an entry between pages).
     *
     * @throws StoreException if it can't be written
     */
    void put(Account account) throws StoreException;

    /**
     * Ends the putting and compares with the current generation of the connection.
     *
     * @throws StoreException if it can't be read or written
     */
    DraftChanges compare() throws StoreException;

    /**
     * Visits every account that the draft would remove, after {@link #compare}.
     *
     * @throws ProblemException if it can't be read, or if the visitor throws it
     */
    void forEachRemoved(RemovedVisitor visitor) throws ProblemException;

    /** Takes the removed accounts one by one. */
    @FunctionalInterface
    interface RemovedVisitor {
        void removed(ObjectGuid objectGuid, AccountType type) throws ProblemException;
    }

    /**
     * Makes the draft the current state of its connection, atomically and durably. Without a change of content the
     * generation stays and only the {@link SyncPoint} moves on.
     *
     * @throws StoreException if it can't be written; type {@code epoch-changed} if the integration was switched since
     *     the draft began, {@code draft-outdated} if the connection was committed to since it was compared
     */
    StoreView commit(SyncPoint point) throws StoreException;

    @Override
    void close();
}
