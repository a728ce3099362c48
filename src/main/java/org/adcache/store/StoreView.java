package org.adcache.store;

import java.util.Map;
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
}
