package org.adcache.testing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.store.Store;
import org.adcache.store.StoreException;
import org.adcache.sync.CachedGroups;

/** Lookup of the groups that list an account, by reading the whole store. */
public record StoredGroups(Store store) implements CachedGroups {
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

    private static void add(Account group, Map<ObjectGuid, Set<ObjectGuid>> listings) {
        for (GroupMember member : group.members()) {
            Set<ObjectGuid> listing = listings.get(member.objectGuid());
            if (listing != null) {
                listing.add(group.objectGuid());
            }
        }
    }
}
