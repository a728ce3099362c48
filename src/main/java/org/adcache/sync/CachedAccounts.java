package org.adcache.sync;

import java.util.Map;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;

/**
 * Lookup of cached accounts by what others refer to. The store could only find them by reading everything; the index
 * has them.
 */
public interface CachedAccounts {
    /**
     * The groups that list each of these objects as a direct member; objects that are no cached account are omitted.
     */
    Map<ObjectGuid, Set<ObjectGuid>> listing(Set<ObjectGuid> members);

    /**
     * The other accounts of the same connection that have the DN, the account name, the UPN or the SID of this one,
     * all of which are unique in a domain.
     */
    Set<ObjectGuid> withKeysOf(Account account);

    /** The other connections that have an account with this GUID, if its own connection has none. */
    Set<ConnectionId> elsewhere(ObjectGuid account, ConnectionId own);

    /** Whether any connection has an account with this GUID. */
    boolean isCached(ObjectGuid account);
}
