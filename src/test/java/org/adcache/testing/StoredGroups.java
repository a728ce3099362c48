package org.adcache.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.store.Store;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.sync.CachedAccounts;

/** Lookup of cached accounts by reading the whole store. */
public final class StoredGroups implements CachedAccounts {
    private final Store store;
    private Optional<Generation> indexed = Optional.empty();
    private Map<String, Set<ObjectGuid>> byKey = Map.of();
    private Map<ObjectGuid, Set<ConnectionId>> byGuid = Map.of();

    public StoredGroups(Store store) {
        this.store = store;
    }

    @Override
    public Map<ObjectGuid, Set<ObjectGuid>> listing(Set<ObjectGuid> members) {
        Map<ObjectGuid, Set<ObjectGuid>> listings = new HashMap<>();
        try {
            for (ConnectionId connection : store.current().connections().keySet()) {
                store.current().forEachAccount(connection, account -> {
                    if (members.contains(account.objectGuid())) {
                        listings.computeIfAbsent(account.objectGuid(), unused -> new HashSet<>());
                    }
                    return true;
                });
            }
            for (ConnectionId connection : store.current().connections().keySet()) {
                store.current().forEachAccount(connection, group -> {
                    add(group, listings);
                    return true;
                });
            }
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
        return listings;
    }

    @Override
    public Set<ObjectGuid> withKeysOf(Account account) {
        indexNow();
        Set<ObjectGuid> others = new HashSet<>();
        keys(account).forEach(key -> others.addAll(byKey.getOrDefault(key, Set.of())));
        others.remove(account.objectGuid());
        return others;
    }

    @Override
    public Set<ConnectionId> elsewhere(ObjectGuid account, ConnectionId own) {
        indexNow();
        Set<ConnectionId> connections = byGuid.getOrDefault(account, Set.of());
        return connections.contains(own) ? Set.of() : connections;
    }

    @Override
    public boolean isCached(ObjectGuid account) {
        indexNow();
        return byGuid.containsKey(account);
    }

    private synchronized void indexNow() {
        StoreView now = store.current();
        if (!indexed.equals(Optional.of(now.generation()))) {
            byKey = new HashMap<>();
            byGuid = new HashMap<>();
            try {
                for (ConnectionId connection : now.connections().keySet()) {
                    now.forEachAccount(connection, other -> {
                        byGuid.computeIfAbsent(other.objectGuid(), unused -> new HashSet<>())
                                .add(connection);
                        keys(other)
                                .forEach(key -> byKey.computeIfAbsent(key, unused -> new HashSet<>())
                                        .add(other.objectGuid()));
                        return true;
                    });
                }
            } catch (StoreException e) {
                throw new AssertionError(e);
            }
            indexed = Optional.of(now.generation());
        }
    }

    private static List<String> keys(Account account) {
        List<String> keys = new ArrayList<>();
        keys.add("dn " + account.distinguishedName().key());
        account.samAccountName().ifPresent(name -> keys.add("name " + name.key()));
        account.userPrincipalName().ifPresent(name -> keys.add("upn " + name.key()));
        account.objectSid().ifPresent(sid -> keys.add("sid " + sid));
        return keys.stream().map(key -> account.connection() + " " + key).toList();
    }

    private static void add(Account group, Map<ObjectGuid, Set<ObjectGuid>> listings) {
        for (GroupMember member : group.members()) {
            Set<ObjectGuid> listing = listings.get(member.objectGuid());
            if (listing != null) {
                listing.add(group.objectGuid());
            }
        }
    }
}
