package org.adcache.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.store.record.AccountCodec;

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

    /**
     * The newest index image on disk of this generation or one before it, if it was written in this format. Empty if
     * there is none, or none that can be read with these keys; that is logged.
     *
     * @param format what {@link #saveImage} was given
     */
    default Optional<IndexImage> image(String format) {
        return Optional.empty();
    }

    /**
     * Writes an index image of this generation, in place of whatever image there is, which stays if this fails.
     * Commits go on meanwhile; a wipe waits for the writing until it next hands over a value, so it is to do nothing
     * else. A generation without connections has no image.
     *
     * @param format names what is written and how, so that only who knows it reads it
     * @throws StoreException type {@code epoch-changed} or {@code view-outdated} if the epoch ended, a connection was
     *     removed, the generation was replaced long ago or the store is closed; {@code store-write-failed} if it can't
     *     be written; or whatever the writing throws
     */
    default void saveImage(String format, IndexImage.Writing content) throws StoreException {}

    /** Takes accounts one by one. */
    @FunctionalInterface
    interface AccountVisitor {
        /** Takes one, and says whether there should be more. */
        boolean visit(Account account) throws StoreException;
    }

    /**
     * Visits at least every record that this generation does not share with an earlier one, the removed included. Its
     * cost grows with the changes.
     *
     * @return false, and nothing was visited, if that would be no cheaper than {@link #forEach}
     * @throws StoreException if a record can't be read or does not decrypt
     */
    default boolean forEachSince(Generation earlier, ChangeVisitor visitor) throws StoreException {
        return false;
    }
}
