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

/** Immutable view of one committed generation; readable until the second commit after it. */
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
     * Visits the accounts of one connection, in the order of objectGUID, until the visitor stops.
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
     * The newest index image on disk of this generation or an earlier one, if it has this format. Empty if none exists
     * or none can be read with these keys, which is logged.
     *
     * @param format what {@link #saveImage} was given
     */
    default Optional<IndexImage> image(String format) {
        return Optional.empty();
    }

    /**
     * Writes an index image of this generation, replacing the current image, which is kept if this fails. Commits
     * continue meanwhile; a wipe waits until the writer passes on its next value, so the writer must do nothing else.
     * A generation without connections has no image.
     *
     * @param format identifies the content and its encoding, so that only code that knows it reads it
     * @throws StoreException type {@code epoch-changed} or {@code view-outdated} if the epoch ended, a connection was
     *     removed, the generation was replaced long ago or the store is closed; {@code store-write-failed} if it can't
     *     be written; or what the {@code Writing} throws
     */
    default void saveImage(String format, IndexImage.Writing content) throws StoreException {}

    /** Visitor of accounts. */
    @FunctionalInterface
    interface AccountVisitor {
        /** Visits one account; returns whether to continue. */
        boolean visit(Account account) throws StoreException;
    }

    /**
     * Visits at least every record that this generation does not share with an earlier one, including removed
     * accounts. Its cost grows with the changes.
     *
     * @return false, and nothing was visited, if that would be no cheaper than {@link #forEach}
     * @throws StoreException if a record can't be read or does not decrypt
     */
    default boolean forEachSince(Generation earlier, ChangeVisitor visitor) throws StoreException {
        return false;
    }
}
