package org.adcache.index;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.store.RecordFields;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;

/** All accounts of one generation and who is a member of what: what snapshots of later generations are laid over. */
record Base(Generation generation, Layer layer, Members members) {
    static Base empty() {
        Layer layer = Layer.empty();
        return new Base(Generation.NONE, layer, new MembersBuilder().build(layer, new int[0]));
    }

    static Base of(StoreView view, Set<ConnectionId> connections, BooleanSupplier wanted) throws StoreException {
        LayerBuilder accounts = new LayerBuilder();
        MembersBuilder members = new MembersBuilder();
        RecordFields fields = new RecordFields();
        view.forEach((connection, record, folded) -> {
            if (!wanted.getAsBoolean()) {
                throw new CancellationException("the base is not wanted any more");
            }
            if (connections.contains(connection)) {
                fields.read(record);
                accounts.add(connection, fields, folded);
                members.add(fields);
            }
        });
        Layer layer = accounts.build();
        return new Base(view.generation(), layer, members.build(layer, accounts.ordinals()));
    }
}
