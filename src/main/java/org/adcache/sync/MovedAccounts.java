package org.adcache.sync;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;

/**
 * Accounts that are new in a connection and cached in others, from whose domains they may have been moved: a move
 * between domains keeps the objectGUID (MS-ADTS 3.1.1.5.4.2), and deletes the object where it was.
 */
final class MovedAccounts {
    /** Two connections may read one domain; above this number the others' reconciliations find what is gone. */
    private static final int MOST = 10_000;

    private final CachedAccounts cached;
    private final ConnectionId own;
    private final Map<ConnectionId, Set<ObjectGuid>> elsewhere = new HashMap<>();

    MovedAccounts(CachedAccounts cached, ConnectionId own) {
        this.cached = cached;
        this.own = own;
    }

    void read(ObjectGuid account) {
        for (ConnectionId connection : cached.elsewhere(account, own)) {
            Set<ObjectGuid> held = elsewhere.computeIfAbsent(connection, any -> new HashSet<>());
            if (held.size() < MOST) {
                held.add(account);
            }
        }
    }

    Map<ConnectionId, Set<ObjectGuid>> byConnection() {
        return elsewhere;
    }

    /** What reads accounts again in another connection. */
    @FunctionalInterface
    interface Listener {
        void moved(ConnectionId from, Set<ObjectGuid> accounts);
    }
}
