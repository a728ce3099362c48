package org.adcache;

import java.util.Map;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.lookup.Lookup;
import org.adcache.sync.CachedAccounts;

/** The cached accounts that are served, as a sync looks them up. */
record ServedAccounts(Lookup lookup) implements CachedAccounts {
    @Override
    public Map<ObjectGuid, Set<ObjectGuid>> listing(Set<ObjectGuid> members) {
        return lookup.groupsListing(members);
    }

    @Override
    public Set<ObjectGuid> withKeysOf(Account account) {
        return lookup.withKeysOf(account);
    }

    @Override
    public Set<ConnectionId> elsewhere(ObjectGuid account, ConnectionId own) {
        return lookup.elsewhere(account, own);
    }

    @Override
    public boolean isCached(ObjectGuid account) {
        return lookup.isCached(account);
    }
}
