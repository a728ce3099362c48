package org.adcache.store;

import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;

/**
 * Draft of a connection's next state: accounts are put, compared with the current generation, and committed or
 * dropped. A plain draft is a full read: what isn't put is removed. Memory does not grow with the number of accounts.
 * Closing an uncommitted draft deletes its files.
 */
public interface Draft extends AutoCloseable {
    /**
     * Adds an account; a second one with the same objectGUID replaces the first (AD may move an entry between pages).
     *
     * @throws StoreException if it can't be written
     */
    void put(Account account) throws StoreException;

    /**
     * Ends the input and compares the draft with the current generation of the connection.
     *
     * @throws StoreException if it can't be read or written
     */
    DraftChanges compare() throws StoreException;

    /**
     * Visits every account that the draft would remove; only after {@link #compare}.
     *
     * @throws ProblemException if it can't be read, or if the visitor throws it
     */
    void forEachRemoved(RemovedVisitor visitor) throws ProblemException;

    /**
     * Visits every account that the draft would add, change or remove; only after {@link #compare}.
     *
     * @throws StoreException if it can't be read
     */
    void forEachDiffering(DifferingVisitor visitor) throws StoreException;

    /**
     * Visitor of the accounts that differ: in the current generation, empty if new, and in the draft, empty if removed.
     */
    @FunctionalInterface
    interface DifferingVisitor {
        void differing(ObjectGuid objectGuid, Optional<Account> before, Optional<Account> after) throws StoreException;
    }

    /** Visitor of the removed accounts. */
    @FunctionalInterface
    interface RemovedVisitor {
        void removed(ObjectGuid objectGuid, AccountType type) throws ProblemException;
    }

    /**
     * Makes the draft the current state of its connection, atomically and durably. If the content is unchanged, the
     * generation is kept and only the {@link SyncPoint} is replaced.
     *
     * @throws StoreException if it can't be written; type {@code epoch-changed} if the epoch ended since the draft was
     *     started, {@code draft-outdated} if the connection was committed to since the comparison
     */
    StoreView commit(SyncPoint point) throws StoreException;

    @Override
    void close();
}
