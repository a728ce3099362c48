package org.adcache.lookup;

import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.store.ConnectionState;
import org.adcache.store.RecordVisitor;
import org.adcache.store.StoreView;

/** Store view without records, served until the first generation is published. */
final class EmptyStoreView implements StoreView {
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
