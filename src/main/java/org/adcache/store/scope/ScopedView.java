package org.adcache.store.scope;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.store.AccountCounts;
import org.adcache.store.ChangeVisitor;
import org.adcache.store.ConnectionState;
import org.adcache.store.RecordVisitor;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.store.record.AccountCodec;
import org.jspecify.annotations.Nullable;

/**
 * View without what the configuration no longer includes: accounts of which a copy that was read with a wider scope is
 * not yet rid. A connection of which nothing is left, or that was read from another domain, counts as never read. There
 * is no index image, as it holds everything.
 */
public final class ScopedView implements StoreView {
    private final StoreView view;
    private final Map<ConnectionId, ReadScope> narrowed;
    private final SortedMap<ConnectionId, ConnectionState> connections;

    private ScopedView(
            StoreView view,
            Map<ConnectionId, ReadScope> narrowed,
            SortedMap<ConnectionId, ConnectionState> connections) {
        this.view = view;
        this.narrowed = Map.copyOf(narrowed);
        this.connections = Collections.unmodifiableSortedMap(connections);
    }

    /**
     * The view in the configured scopes; the same one if all it holds is in them.
     *
     * @throws StoreException if a record can't be read
     */
    public static StoreView of(StoreView view, Map<ConnectionId, ReadScope> configured) throws StoreException {
        Map<ConnectionId, ReadScope> narrowed = new HashMap<>();
        SortedMap<ConnectionId, ConnectionState> connections = new TreeMap<>(view.connections());
        for (Map.Entry<ConnectionId, ConnectionState> entry : view.connections().entrySet()) {
            ReadScope scope = configured.get(entry.getKey());
            if (scope != null && isNarrowed(entry.getValue(), scope)) {
                narrowed.put(entry.getKey(), scope);
                if (isForeign(entry.getValue(), scope) || isEmpty(view, entry.getKey(), scope)) {
                    connections.remove(entry.getKey());
                }
            }
        }
        return narrowed.isEmpty() ? view : new ScopedView(view, narrowed, connections);
    }

    /** Whether a copy may hold what this scope doesn't include. */
    private static boolean isNarrowed(ConnectionState copy, ReadScope scope) {
        return copy.point()
                .configuration()
                .map(read -> !scope.includesAllOf(read.scope()))
                .orElseGet(scope::isRestricted);
    }

    private static boolean isForeign(ConnectionState copy, ReadScope scope) {
        return copy.point()
                .configuration()
                .filter(read -> !read.scope().domain().equals(scope.domain()))
                .isPresent();
    }

    private static boolean isEmpty(StoreView view, ConnectionId connection, ReadScope scope) throws StoreException {
        AtomicBoolean found = new AtomicBoolean();
        view.forEachAccount(connection, account -> {
            found.set(scope.includes(account));
            return !found.get();
        });
        return !found.get();
    }

    /**
     * Counts the cached accounts of a connection that this scope doesn't include.
     *
     * @throws StoreException if a record can't be read
     */
    public static AccountCounts outside(StoreView view, ConnectionId connection, ReadScope scope)
            throws StoreException {
        ConnectionState copy = view.connections().get(connection);
        if (copy == null || !isNarrowed(copy, scope)) {
            return AccountCounts.NONE;
        }
        if (isForeign(copy, scope)) {
            return copy.counts();
        }
        Map<AccountType, Integer> outside = new EnumMap<>(AccountType.class);
        view.forEachAccount(connection, account -> {
            if (!scope.includes(account)) {
                outside.merge(account.type(), 1, Integer::sum);
            }
            return true;
        });
        AccountCounts counts = AccountCounts.NONE;
        for (Map.Entry<AccountType, Integer> entry : outside.entrySet()) {
            counts = counts.plus(entry.getKey(), entry.getValue());
        }
        return counts;
    }

    private boolean includes(ConnectionId connection, byte[] record) {
        if (!connections.containsKey(connection)) {
            return false;
        }
        ReadScope scope = narrowed.get(connection);
        return scope == null || scope.includes(AccountCodec.decode(connection, record));
    }

    @Override
    public Generation generation() {
        return view.generation();
    }

    @Override
    public Epoch epoch() {
        return view.epoch();
    }

    @Override
    public Map<ConnectionId, ConnectionState> connections() {
        return connections;
    }

    @Override
    public void forEach(RecordVisitor visitor) throws StoreException {
        view.forEach((connection, account, words) -> {
            if (includes(connection, account)) {
                visitor.visit(connection, account, words);
            }
        });
    }

    @Override
    public void forEachAccount(ConnectionId connection, AccountVisitor visitor) throws StoreException {
        if (!connections.containsKey(connection)) {
            return;
        }
        ReadScope scope = narrowed.get(connection);
        view.forEachAccount(connection, account -> !isIncluded(scope, account) || visitor.visit(account));
    }

    private static boolean isIncluded(@Nullable ReadScope scope, Account account) {
        return scope == null || scope.includes(account);
    }

    @Override
    public boolean forEachSince(Generation earlier, ChangeVisitor visitor) throws StoreException {
        return view.forEachSince(earlier, new ChangeVisitor() {
            @Override
            public void changed(ConnectionId connection, byte[] account, byte[] words) {
                if (includes(connection, account)) {
                    visitor.changed(connection, account, words);
                } else {
                    visitor.removed(connection, AccountCodec.objectGuid(account));
                }
            }

            @Override
            public void removed(ConnectionId connection, ObjectGuid objectGuid) {
                visitor.removed(connection, objectGuid);
            }
        });
    }
}
