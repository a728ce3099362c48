package org.adcache.sync;

import java.util.Map;
import java.util.Set;
import org.adcache.account.ObjectGuid;

/**
 * Which cached groups list an account. The store can't tell without reading everything; what answers questions can.
 */
@FunctionalInterface
public interface CachedGroups {
    /**
     * The groups that list each of these objects among their direct members; what is no cached account is left out.
     */
    Map<ObjectGuid, Set<ObjectGuid>> listing(Set<ObjectGuid> members);
}
