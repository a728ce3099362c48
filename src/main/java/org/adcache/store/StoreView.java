package org.adcache.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/** One committed generation, immutable; it stays readable until the second commit after it. */
public interface StoreView {
    Generation generation();

    Epoch epoch();

    /** The connections that have data, in the order of their ids. */
    Map<ConnectionId, ConnectionState> connections();

    /**
     * Visits every record once, connection by connection, in the order of objectGUID.
     *
     * @throws StoreException if a record can't be read or does not decrypt
     */
    void forEach(RecordVisitor visitor) throws StoreException;

    /**
     * Visits the accounts of one connection, in the order of objectGUID, until the visitor has enough.
     *
     * @throws StoreException if a record can't be read or does not decrypt
     */
    default void forEachAccount(ConnectionId connection, AccountVisitor visitor) throws StoreException {
        List<Account> accounts = new ArrayList<>();
        forEach((owner, account, words) -> {
            if (owner.equals(connection)) {
                accounts.add(AccountCodec.decode(owner, account));
            }
        });
        for (Account account : accounts) {
            if (!visitor.visit(account)) {
                return;
            }
        }
    }

    /** Takes accounts one by one. */
    @FunctionalInterface
    interface AccountVisitor {
        /** Takes one, and says whether there should be more. */
        boolean visit(Account account) throws StoreException;
    }

    /**
     * Visits at least every record that this generation does not share with an earlier one, the removed included. Its cost
     * grows with the changes.
     *
     * @return false, and nothing was visited, if that would be no cheaper than {@link #forEach}
     * @throws StoreException if a record can't be read or does not decrypt
     */
    default boolean forEachSince(Generation earlier, ChangeVisitor visitor) throws StoreException {
        return false;
    }
}
