package org.adcache.store.commit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.store.AttributeCounts;
import org.adcache.store.DraftChanges.AttributeLoss;
import org.adcache.store.StoreException;
import org.adcache.store.record.AccountCodec;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.record.StoredRecord;

/**
 * Counter of accounts that still exist and lost an attribute, in the whole connection and in each container. Only
 * accounts that differ are looked at; how many had the attribute is counted afterwards, for the few that many lost.
 */
final class AttributeLosses {
    private final ConnectionId connection;
    private final Map<Place, int[]> lost = new HashMap<>();

    /**
     * Attribute of one type of account in a container.
     *
     * @param container its key; empty for the whole connection
     */
    private record Place(Optional<String> container, AttributeCounts.Key key) {}

    AttributeLosses(ConnectionId connection) {
        this.connection = connection;
    }

    void compare(byte[] before, byte[] after) {
        Account old = AccountCodec.decode(connection, before);
        Account now = AccountCodec.decode(connection, after);
        Set<AttributeCounts.Key> keys = keysOf(old);
        Set<AttributeCounts.Key> kept = keysOf(now);
        if (now.addresses().size() < old.addresses().size()) {
            // One of mail and proxyAddresses may be gone, and the other still have several.
            kept.removeIf(key -> key.attribute().equals(AttributeCounts.FURTHER_ADDRESSES));
        }
        keys.removeAll(kept);
        List<Optional<String>> containers = keys.isEmpty() ? List.of() : containers(old);
        for (AttributeCounts.Key key : keys) {
            containers.forEach(container -> lost.computeIfAbsent(new Place(container, key), any -> new int[1])[0]++);
        }
    }

    /** The whole connection, and all containers above an account. */
    private static List<Optional<String>> containers(Account account) {
        List<Optional<String>> containers = new ArrayList<>();
        containers.add(Optional.empty());
        account.distinguishedName().containerKeys().forEach(container -> containers.add(Optional.of(container)));
        return containers;
    }

    /** The attributes of which a part is lost can't be told from those that are there, so they count as two. */
    private static Set<AttributeCounts.Key> keysOf(Account account) {
        Set<AttributeCounts.Key> keys = new HashSet<>(AttributeCounts.keysOf(account));
        // To become readable is no loss.
        keys.removeIf(AttributeCounts.Key::isUnreadable);
        keys.addAll(AttributeCounts.uncountedKeysOf(account));
        if (account.addresses().size() > 1) {
            keys.add(new AttributeCounts.Key(account.type(), AttributeCounts.FURTHER_ADDRESSES));
        }
        if (account.hidden()) {
            keys.add(new AttributeCounts.Key(account.type(), AttributeCounts.HIDDEN));
        }
        if (account.disabled().orElse(false)) {
            keys.add(new AttributeCounts.Key(account.type(), AttributeCounts.DISABLED));
        }
        return keys;
    }

    /** Whether enough accounts lost an attribute that it has to be known how many had it. */
    boolean isRemarkable() {
        return lost.values().stream().anyMatch(AttributeLosses::mayBeMost);
    }

    private static boolean mayBeMost(int[] count) {
        return count[0] * 2 > AttributeLoss.REMARKABLE;
    }

    /** The remarkable losses, the whole connection's first, then the largest. */
    List<AttributeLoss> of(RecordCursor current, ComparisonContext context) throws StoreException {
        lost.values().removeIf(count -> !mayBeMost(count));
        Set<AttributeCounts.Key> wanted = lost.keySet().stream().map(Place::key).collect(Collectors.toSet());
        Map<Place, int[]> had = new HashMap<>();
        for (StoredRecord record = current.next(); record != null; record = current.next()) {
            Account account =
                    AccountCodec.decode(connection, context.open(record).account());
            Set<AttributeCounts.Key> keys = keysOf(account);
            keys.retainAll(wanted);
            if (!keys.isEmpty()) {
                List<Optional<String>> containers = containers(account);
                for (AttributeCounts.Key key : keys) {
                    containers.stream()
                            .map(container -> new Place(container, key))
                            .filter(lost::containsKey)
                            .forEach(place -> had.computeIfAbsent(place, any -> new int[1])[0]++);
                }
            }
        }
        List<AttributeLoss> losses = new ArrayList<>();
        lost.forEach((place, count) -> losses.add(
                new AttributeLoss(place.container(), place.key(), had.getOrDefault(place, count)[0], count[0])));
        losses.sort(AttributeLoss.WIDEST_FIRST);
        return losses.stream().limit(AttributeLoss.MOST).toList();
    }
}
