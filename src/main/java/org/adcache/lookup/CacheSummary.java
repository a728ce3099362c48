package org.adcache.lookup;

import java.util.Map;
import org.adcache.account.ConnectionId;

/**
 * Counts of the snapshot's content.
 *
 * @param duplicates keys (addresses, account names in one domain, UPNs) with more than one owner, by connection
 * @param incompleteGroups groups that list what is in no copy and may contain any account, by connection
 */
public record CacheSummary(
        int users,
        int contacts,
        int groups,
        int addresses,
        Map<ConnectionId, Integer> duplicates,
        Map<ConnectionId, Integer> incompleteGroups) {}
