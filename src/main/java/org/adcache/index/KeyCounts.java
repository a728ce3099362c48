package org.adcache.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Counts of keys.
 *
 * @param distinctAddresses in all connections
 * @param duplicates addresses, account names and UPNs that several accounts of the same connection own; no zeros
 */
record KeyCounts(int distinctAddresses, Map<ConnectionId, Integer> duplicates) {
    KeyCounts {
        duplicates = Map.copyOf(duplicates);
    }

    void write(ImageOutput out) throws StoreException {
        out.number(distinctAddresses);
        List<ConnectionId> ids = duplicates.keySet().stream().sorted().toList();
        out.texts(ids.stream().map(ConnectionId::value).toList());
        out.ints(ids.stream().mapToInt(duplicates::get).toArray());
    }

    static KeyCounts read(ImageInput in) throws StoreException {
        int distinctAddresses = Math.toIntExact(in.number());
        List<String> ids = in.texts();
        int[] counts = in.ints();
        Map<ConnectionId, Integer> duplicates = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            duplicates.put(new ConnectionId(ids.get(i)), counts[i]);
        }
        return new KeyCounts(distinctAddresses, duplicates);
    }
}
