package org.adcache.sync;

import java.util.Map;
import java.util.Set;
import org.adcache.account.ObjectGuid;

/**
 * Lookup of the cached groups that list an account. The store could only find them by reading everything; the index
 * has them.
 */
@FunctionalInterface
public interface CachedGroups {
    /**
     * The groups that list each of these objects as a direct member; objects that are no cached account are omitted.
     */
    Map<ObjectGuid, Set<ObjectGuid>> listing(Set<ObjectGuid> members);
}
