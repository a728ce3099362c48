package org.adcache.store.commit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.adcache.account.ObjectGuid;
import org.adcache.store.StoreException;

/**
 * Encoded accounts of the current generation that one draft has looked up, so that each is read once. Bounded; what is
 * beyond is looked up again. Thread-safe.
 */
public final class LookedUpAccounts {
    private static final int MOST_BYTES = 16 << 20;
    private static final int ENTRY_BYTES = 100;

    private final Map<ObjectGuid, Optional<byte[]>> accounts = new HashMap<>();
    private long bytes;
    private List<Path> segments = List.of();

    /** Lookup of an encoded account; empty if there is none. */
    @FunctionalInterface
    interface Finder {
        Optional<byte[]> find(ObjectGuid objectGuid) throws StoreException;
    }

    /**
     * The encoded account of this GUID in these segments; empty if there is none.
     *
     * @param finder looks it up unless it is known
     */
    synchronized Optional<byte[]> find(ObjectGuid objectGuid, List<Path> current, Finder finder) throws StoreException {
        if (!segments.equals(current)) {
            clear();
            segments = List.copyOf(current);
        }
        if (accounts.containsKey(objectGuid)) {
            return Objects.requireNonNull(accounts.get(objectGuid));
        }
        Optional<byte[]> found = finder.find(objectGuid);
        long size = found.map(account -> account.length).orElse(0) + (long) ENTRY_BYTES;
        if (bytes + size <= MOST_BYTES) {
            bytes += size;
            accounts.put(objectGuid, found);
        }
        return found;
    }

    synchronized void clear() {
        accounts.clear();
        bytes = 0;
        segments = List.of();
    }
}
