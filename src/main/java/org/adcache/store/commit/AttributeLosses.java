package org.adcache.store.commit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
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
        Set<AttributeCounts.Key> keys = keysOf(old);
        keys.removeAll(keysOf(AccountCodec.decode(connection, after)));
        for (AttributeCounts.Key key : keys) {
            places(old, key).forEach(place -> lost.computeIfAbsent(place, any -> new int[1])[0]++);
        }
    }

    private static List<Place> places(Account account, AttributeCounts.Key key) {
        Optional<String> container =
                DistinguishedName.parentKey(account.distinguishedName().key());
        return container.isEmpty()
                ? List.of(new Place(Optional.empty(), key))
                : List.of(new Place(Optional.empty(), key), new Place(container, key));
    }

    /** The attributes of which a part is lost can't be told from those that are there, so they count as two. */
    private static Set<AttributeCounts.Key> keysOf(Account account) {
        Set<AttributeCounts.Key> keys = new HashSet<>(AttributeCounts.keysOf(account));
        // To become readable is no loss.
        keys.removeIf(AttributeCounts.Key::isUnreadable);
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
        return lost.values().stream().anyMatch(count -> count[0] >= AttributeLoss.REMARKABLE);
    }

    /** The remarkable losses, the whole connection's first, then the largest. */
    List<AttributeLoss> of(RecordCursor current, ComparisonContext context) throws StoreException {
        lost.values().removeIf(count -> count[0] < AttributeLoss.REMARKABLE);
        Map<Place, int[]> had = new HashMap<>();
        for (StoredRecord record = current.next(); record != null; record = current.next()) {
            Account account =
                    AccountCodec.decode(connection, context.open(record).account());
            for (AttributeCounts.Key key : keysOf(account)) {
                places(account, key).stream()
                        .filter(lost::containsKey)
                        .forEach(place -> had.computeIfAbsent(place, any -> new int[1])[0]++);
            }
        }
        List<AttributeLoss> losses = new ArrayList<>();
        lost.forEach((place, count) -> losses.add(
                new AttributeLoss(place.container(), place.key(), had.getOrDefault(place, count)[0], count[0])));
        losses.sort(
                Comparator.comparing((AttributeLoss loss) -> loss.container().isPresent())
                        .thenComparing(AttributeLoss::lost, Comparator.reverseOrder())
                        .thenComparing(AttributeLoss::key)
                        .thenComparing(loss -> loss.container().orElse("")));
        return losses.stream().limit(AttributeLoss.MOST).toList();
    }
}
