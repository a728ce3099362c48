package org.adcache.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.index.array.IntList;
import org.adcache.index.groups.ChangedMembers;
import org.adcache.index.groups.GroupGraph;
import org.adcache.index.record.Records;
import org.adcache.store.AccountCounts;
import org.adcache.store.record.AccountCodec;
import org.adcache.store.record.RecordFields;

/** Builder of a snapshot from a base and the changes since. Records equal to the base's are dropped. */
final class Overlay {
    private final Base base;
    private final BitSet superseded = new BitSet();
    private final LayerBuilder changed = new LayerBuilder();
    private final RecordFields fields = new RecordFields();
    private final List<Account> accounts = new ArrayList<>();
    /** Position of each changed account in the base, by its number; -1 if it has to be searched. */
    private final IntList standing = new IntList();

    private final List<Replaced> replaced = new ArrayList<>();
    private final Set<ObjectGuid> touched = new HashSet<>();
    private AccountCounts counts;

    /** An account before and after its change; empty where it did not or does not exist. */
    private record Replaced(Optional<Account> before, Optional<Account> after) {}

    private Overlay(Base base, AccountCounts counts) {
        this.base = base;
        this.counts = counts;
    }

    static Snapshot over(Base base, KeyCounts keyCounts, Generation generation, ChangedRecords changes) {
        Overlay overlay = new Overlay(base, base.layer().counts());
        changes.byKey().forEach(overlay::add);
        return overlay.build(keyCounts, generation, changes);
    }

    private void add(ChangedRecords.Key key, Optional<ChangedRecords.Stored> stored) {
        Records records = base.layer().records();
        int before = Arrays.stream(base.layer().keys().find(IndexedKey.GUID, key.guid()))
                .filter(own -> records.connection(own).equals(key.connection()))
                .findFirst()
                .orElse(-1);
        boolean there = before >= 0;
        Optional<Account> was = there ? Optional.of(records.account(before)) : Optional.empty();
        if (stored.isEmpty() ? !there : there && unchanged(was.get(), stored.get())) {
            return;
        }
        touched.add(key.guid());
        Optional<Account> after = stored.map(record -> AccountCodec.decode(key.connection(), record.account()));
        replaced.add(new Replaced(was, after));
        if (there) {
            superseded.set(before);
            counts = counts.plus(records.type(before), -1);
        }
        if (after.isPresent()) {
            accounts.add(after.get());
            standing.add(
                    was.filter(account -> SuggestionOrder.same(account, after.get()))
                                    .isPresent()
                            ? before
                            : -1);
            fields.read(stored.get().account());
            changed.add(key.connection(), fields, stored.get().words());
            counts = counts.plus(after.get().type(), 1);
        }
    }

    /** Whether the record equals the base's. Never for a group: the base's record lacks its members. */
    private static boolean unchanged(Account was, ChangedRecords.Stored stored) {
        return was.type() != AccountType.GROUP && Arrays.equals(AccountCodec.encode(was), stored.account());
    }

    private Snapshot build(KeyCounts keyCounts, Generation generation, ChangedRecords changes) {
        Layer layer = changed.build();
        int[] before = new int[layer.size()];
        Account[] ordered = new Account[layer.size()];
        for (int number = 0; number < accounts.size(); number++) {
            int own = changed.ordinals()[number];
            ordered[own] = accounts.get(number);
            before[own] = standing.get(number) >= 0
                    ? standing.get(number)
                    : base.layer().order().before(changed.orderKey(number));
        }
        Layers layers = new Layers(base.layer(), layer, superseded, new OrdinalMap(before));
        ChangedKeyCounts changedKeys = new ChangedKeyCounts(layers, keyCounts);
        replaced.forEach(account -> changedKeys.add(account.before(), account.after()));
        GroupGraph groups = new ChangedMembers(layers, base.members()).graph(touched, Arrays.asList(ordered));
        return new Snapshot(base, keyCounts, generation, changes, layers, groups, counts, changedKeys.count());
    }
}
