package org.adcache.store;

import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;

/** Takes the records that differ between two generations. */
public interface ChangeVisitor {
    /** A record as it is now, its bytes as in {@link RecordVisitor}; it may be the same as before. */
    void changed(ConnectionId connection, byte[] account, byte[] words);

    /** An account that is there no more; it may not have been there before either. */
    void removed(ConnectionId connection, ObjectGuid objectGuid);
}
