package org.adcache.store;

import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;

/** Visitor of the records that differ between two generations. */
public interface ChangeVisitor {
    /** A current record, its bytes as in {@link RecordVisitor}; it may be unchanged. */
    void changed(ConnectionId connection, byte[] account, byte[] words);

    /** An account that no longer exists; it may not have existed before either. */
    void removed(ConnectionId connection, ObjectGuid objectGuid);
}
