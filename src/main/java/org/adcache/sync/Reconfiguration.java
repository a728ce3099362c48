package org.adcache.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.account.AccountType;
import org.adcache.store.AccountCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.store.scope.ReadConfiguration;
import org.adcache.store.scope.ScopedView;

/**
 * Change of a connection's configuration since the last sync.
 *
 * @param configuration as it is now
 * @param changed whether there is a copy, and it was read with another configuration
 * @param outside cached accounts that the configuration no longer includes, whose removal is no accident
 */
record Reconfiguration(Optional<ReadConfiguration> configuration, boolean changed, AccountCounts outside) {
    static Reconfiguration of(SyncConnection connection, StoreView view) throws StoreException {
        Optional<ReadConfiguration> now = connection.configuration().get();
        ConnectionState copy = view.connections().get(connection.id());
        if (copy == null || copy.point().configuration().equals(now)) {
            return new Reconfiguration(now, false, AccountCounts.NONE);
        }
        AccountCounts outside = now.isEmpty()
                ? AccountCounts.NONE
                : ScopedView.outside(view, connection.id(), now.get().scope());
        return new Reconfiguration(now, true, outside);
    }

    /** Whether the copy of a connection was read with another configuration. */
    static boolean isDue(SyncConnection connection, Optional<ConnectionState> copy) {
        return copy.filter(state -> !state.point()
                        .configuration()
                        .equals(connection.configuration().get()))
                .isPresent();
    }

    /** Why the cycle compares everything, and what it will remove. */
    String reason() {
        return outside.total() == 0
                ? "The configuration of the connection has changed."
                : "The configuration of the connection has changed, and no longer includes " + text(outside)
                        + " of the cache, which are removed.";
    }

    private static String text(AccountCounts counts) {
        List<String> parts = new ArrayList<>();
        for (AccountType type : AccountType.values()) {
            int count = counts.of(type);
            if (count > 0) {
                parts.add(count + " " + type.label() + (count == 1 ? "" : "s"));
            }
        }
        return String.join(", ", parts);
    }
}
