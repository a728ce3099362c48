package org.adcache.index;

import java.util.Map;
import org.adcache.account.ConnectionId;

/**
 * What is counted of keys.
 *
 * @param distinctAddresses in all connections
 * @param duplicates addresses, account names and UPNs that several accounts of the same connection own; no zeros
 */
record KeyCounts(int distinctAddresses, Map<ConnectionId, Integer> duplicates) {
    KeyCounts {
        duplicates = Map.copyOf(duplicates);
    }
}
