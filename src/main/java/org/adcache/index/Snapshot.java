package org.adcache.index;

import java.util.Map;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.store.AccountCounts;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;

/**
 * One generation in memory, immutable, with no object per account or word. An account is an ordinal, and ordinals are in
 * the order of suggestions: with an address before without; users, contacts, groups; cn in Latin-ASCII; primary address;
 * GUID. What is known of ordinal {@code i} stands at {@code i} of a few arrays; the account itself is decoded when it is
 * asked for, without the members of a group, which the {@link GroupGraph} has.
 *
 * <pre>
 *   ordinal      0                1                2              3
 *   account      Anna Ek, user    Jo Ray, user     Sales, group   Temp, user, no address
 *   places       0                31               77             102     units in the arena of records
 *   facts        0 user           8 user, hidden   2 group        4 user, disabled
 *   connections  0 corp           0                0              1 partner
 *   containers   3                3                4              7       numbers in the tree of containers
 *
 *   addresses    hash of jo@corp.x  1     compared with the decoded account; so are SIDs, GUIDs, DNs, names, UPNs
 *   words        "smi"              tokens 812 to 830, their postings 1, 40, 41, …
 *   groups       parents of 1       2
 * </pre>
 *
 * <p>Keys are given in the form that their type's {@code key()} has. Whoever owns a key is returned as ordinals,
 * ascending.
 */
public final class Snapshot {
    private final Records records;
    private final Keys keys;
    private final ContainerTree containers;
    private final GroupGraph groups;
    private final WordIndex words;
    private final AccountCounts counts;

    Snapshot(
            Records records,
            Keys keys,
            ContainerTree containers,
            GroupGraph groups,
            WordIndex words,
            AccountCounts counts) {
        this.records = records;
        this.keys = keys;
        this.containers = containers;
        this.groups = groups;
        this.words = words;
        this.counts = counts;
    }

    /** A snapshot of nothing. */
    public static Snapshot empty() {
        return new SnapshotBuilder().build();
    }

    /**
     * Builds the snapshot of a generation in one pass.
     *
     * @param connections those that count; records of others are left out
     * @throws StoreException if the view can't be read
     */
    public static Snapshot of(StoreView view, Set<ConnectionId> connections) throws StoreException {
        SnapshotBuilder builder = new SnapshotBuilder();
        view.forEach((connection, record, folded) -> {
            if (connections.contains(connection)) {
                builder.add(connection, record, folded);
            }
        });
        return builder.build();
    }

    public int size() {
        return records.size();
    }

    /** The account; a group comes without its members. */
    public Account account(int ordinal) {
        return records.account(ordinal);
    }

    public AccountType type(int ordinal) {
        return records.type(ordinal);
    }

    public boolean disabled(int ordinal) {
        return records.disabled(ordinal);
    }

    public boolean hidden(int ordinal) {
        return records.hidden(ordinal);
    }

    public ConnectionId connection(int ordinal) {
        return records.connection(ordinal);
    }

    public int[] byAddress(String key) {
        return keys.byAddress(key);
    }

    public int[] bySid(ObjectSid sid) {
        return keys.bySid(sid);
    }

    public int[] byGuid(ObjectGuid guid) {
        return keys.byGuid(guid);
    }

    public int[] byDistinguishedName(String key) {
        return keys.byDistinguishedName(key);
    }

    /** The owners of an account name in all connections. */
    public int[] byAccountName(String key) {
        return keys.byAccountName(key);
    }

    public int[] byUserPrincipalName(String key) {
        return keys.byUserPrincipalName(key);
    }

    public ContainerTree containers() {
        return containers;
    }

    public GroupGraph groups() {
        return groups;
    }

    public WordIndex words() {
        return words;
    }

    public AccountCounts counts() {
        return counts;
    }

    public int distinctAddresses() {
        return keys.duplicates().distinctAddresses();
    }

    /** How many addresses, account names and UPNs several accounts of the same connection own. */
    public Map<ConnectionId, Integer> duplicates() {
        return keys.duplicates().byConnection();
    }
}
