package org.adcache.index;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;

/** All accounts of one generation and who is a member of what: what snapshots of later generations are laid over. */
record Base(Generation generation, Layer layer, Members members) {
    static Base empty() {
        Layer layer = Layer.empty();
        return new Base(Generation.NONE, layer, new MembersBuilder().build(layer, new int[0]));
    }

    static Base of(StoreView view, Set<ConnectionId> connections, BooleanSupplier wanted) throws StoreException {
        try (BaseBuilder builder = new BaseBuilder(connections, wanted)) {
            view.forEach(builder);
            return builder.build(view.generation());
        }
    }
}
