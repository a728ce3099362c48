package org.adcache.store;

import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/** Store view without records, served until the first generation is published. */
public final class EmptyStoreView implements StoreView {
    @Override
    public Generation generation() {
        return Generation.NONE;
    }

    @Override
    public Epoch epoch() {
        return Epoch.FIRST;
    }

    @Override
    public Map<ConnectionId, ConnectionState> connections() {
        return Map.of();
    }

    @Override
    public void forEach(RecordVisitor visitor) {
        // There are no records.
    }
}
