package org.adcache.index;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.index.groups.GroupGraph;
import org.adcache.index.groups.ReverseMembership;
import org.adcache.store.AccountCounts;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;

/**
 * One generation in memory, immutable. It is a base, built from all records of some generation, and laid over it what
 * has changed since: a second, small layer, and which accounts of the base it supersedes. Snapshots of one base share
 * it, so that the next costs what its changes cost. Whoever asks sees one sequence of accounts: an account is an
 * ordinal, and ordinals are in the order of suggestions, as if everything had been built at once. Some ordinals, of
 * superseded accounts, are nobody's, and never given out.
 *
 * <pre>
 *   base, generation 7         0 Anna Ek       1 Jo Ray, user    2 Sales, group (lists Jo)   3 Temp, no address
 *   changed until 9            0 Ben Orr, new  1 Sales, group (lists Jo, Ben)
 *   superseded                 2 Sales, 3 Temp (removed)
 *
 *   ordinal                    0 Anna Ek   1 Ben Orr   2 Jo Ray   3 .   4 Sales   5 .
 *                                                          {@link OrdinalMap}
 *   by address jo@corp.x       of the base 1, so 2         {@link Layers}
 *   words "b"                  in each {@link SearchLayer}, by ordinals of its own, the best of both
 *   groups of 2                base: Sales, superseded; more pairs: 2 to 4                       {@link GroupGraph}
 *   container ou=temp          in the base one account, which left it: no container any more     {@link Containers}
 *   counts, duplicates         those of the base, and what the changes make of them              {@link ChangedKeyCounts}
 * </pre>
 *
 * <p>A {@link Layer} is what is found by key, word and container, {@code Members} what must be known of a base's
 * groups, and nothing outside this package knows either. Keys are given in the form that their type's {@code key()}
 * has. Whoever owns a key is returned as ordinals, ascending.
 */
public final class Snapshot {
    private final Base base;
    private final KeyCounts keyCountsOfBase;
    private final Generation generation;
    private final ChangedRecords changes;
    private final Layers layers;
    private final List<SearchLayer> parts;
    private final GroupGraph groups;
    private final Containers containers;
    private final AccountCounts counts;
    private final KeyCounts keyCounts;

    Snapshot(
            Base base,
            KeyCounts keyCountsOfBase,
            Generation generation,
            ChangedRecords changes,
            Layers layers,
            GroupGraph groups,
            AccountCounts counts,
            KeyCounts keyCounts) {
        this.base = base;
        this.keyCountsOfBase = keyCountsOfBase;
        this.generation = generation;
        this.changes = changes;
        this.layers = layers;
        this.parts = layers.changed().size() == 0
                ? List.of(SearchLayer.base(layers))
                : List.of(SearchLayer.base(layers), SearchLayer.changed(layers));
        this.groups = groups;
        this.containers = new Containers(layers);
        this.counts = counts;
        this.keyCounts = keyCounts;
    }

    private static Snapshot of(Base base) {
        Layers layers = Layers.of(base.layer());
        KeyCounts keyCounts = base.layer().keys().counts();
        return new Snapshot(
                base,
                keyCounts,
                base.generation(),
                ChangedRecords.none(),
                layers,
                GroupGraph.of(layers, base.members()),
                base.layer().counts(),
                keyCounts);
    }

    /** A snapshot of nothing. */
    public static Snapshot empty() {
        return of(Base.empty());
    }

    /**
     * Builds the snapshot of a generation from all its records, in one pass.
     *
     * @param connections those that count; records of others are left out
     * @throws StoreException if the view can't be read
     */
    public static Snapshot of(StoreView view, Set<ConnectionId> connections) throws StoreException {
        return of(view, connections, () -> true);
    }

    /**
     * Builds the snapshot of a generation from all its records, in one pass.
     *
     * @param connections those that count; records of others are left out
     * @param wanted asked at each record
     * @throws StoreException if the view can't be read
     * @throws java.util.concurrent.CancellationException if it was not wanted any more
     */
    public static Snapshot of(StoreView view, Set<ConnectionId> connections, BooleanSupplier wanted)
            throws StoreException {
        return of(Base.of(view, connections, wanted));
    }

    /**
     * Begins with the base that was {@link #save left} on disk, and lays over it what has changed since.
     *
     * @param connections those that count
     * @return empty if there is none, or the store can't tell what differs
     * @throws StoreException if it can't be read, though the records may
     */
    public static Optional<Saved> saved(StoreView view, Set<ConnectionId> connections) throws StoreException {
        Optional<Base.Saved> saved = Base.saved(view);
        if (saved.isEmpty()) {
            return Optional.empty();
        }
        Snapshot begun = of(saved.get().base());
        Optional<Snapshot> now =
                begun.generation.equals(view.generation()) ? Optional.of(begun) : begun.at(view, connections);
        return now.map(snapshot -> new Saved(snapshot, saved.get().writtenAt()));
    }

    /** A snapshot over a base from disk, and a time at which the base was right. */
    public record Saved(Snapshot snapshot, Instant baseAsOf) {}

    /**
     * Leaves the base on disk for the next start.
     *
     * @param view of the generation that the base was built from
     * @throws StoreException if it can't be written; nothing is lost but time
     */
    public void save(StoreView view) throws StoreException {
        if (!view.generation().equals(base.generation())) {
            throw new IllegalArgumentException("the base is of generation "
                    + base.generation().number() + ", the view of "
                    + view.generation().number());
        }
        base.save(view);
    }

    /**
     * Lays a later generation over the base of this snapshot. What differs between the two snapshots is read, what
     * this one laid over the base is known; the cost grows with what differs from the base.
     *
     * @param connections those of the base
     * @return empty if the store can't tell what differs
     * @throws StoreException if the view can't be read
     */
    public Optional<Snapshot> at(StoreView view, Set<ConnectionId> connections) throws StoreException {
        boolean sensible = base.layer().size() > 0 && generation.compareTo(view.generation()) <= 0;
        ChangedRecords more = ChangedRecords.after(changes, connections);
        return sensible && view.forEachSince(generation, more)
                ? Optional.of(Overlay.over(base, keyCountsOfBase, view.generation(), more))
                : Optional.empty();
    }

    /** The generation that the base was built from. */
    public Generation baseGeneration() {
        return base.generation();
    }

    /** The accounts of the base, superseded ones too. */
    public int baseSize() {
        return base.layer().size();
    }

    /** The accounts that differ from the base. */
    public int changedAccounts() {
        return layers.changed().size() + layers.superseded().cardinality();
    }

    /** The direct memberships that are not in the base. */
    public int changedMemberships() {
        return groups.pairs();
    }

    /** The account; a group comes without its members. */
    public Account account(int ordinal) {
        return layers.account(ordinal);
    }

    /** The same without making objects of its fields. */
    public AccountView view(int ordinal) {
        return layers.view(ordinal);
    }

    public AccountType type(int ordinal) {
        return layers.type(ordinal);
    }

    public ConnectionId connection(int ordinal) {
        return layers.connection(ordinal);
    }

    /** The owners of a key in all connections. */
    public <K> int[] find(IndexedKey<K> kind, K key) {
        return layers.find(kind, key);
    }

    /** The container with this key; empty if no account lies in it. */
    public Optional<Container> container(String key) {
        return containers.find(key);
    }

    public GroupGraph groups() {
        return groups;
    }

    /** The groups that list each of these objects among their members; what is no account here is left out. */
    public Map<ObjectGuid, Set<ObjectGuid>> groupsListing(Set<ObjectGuid> members) {
        return new ReverseMembership(this).of(members);
    }

    /** What is gone through for suggestions, one part after the other. */
    public List<SearchLayer> parts() {
        return parts;
    }

    public AccountCounts counts() {
        return counts;
    }

    public int distinctAddresses() {
        return keyCounts.distinctAddresses();
    }

    /** How many addresses, account names and UPNs several accounts of the same connection own. */
    public Map<ConnectionId, Integer> duplicates() {
        return keyCounts.duplicates();
    }
}
