package org.adcache.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
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
 * Immutable in-memory snapshot of one generation. It consists of a base, built from all records of some generation,
 * and an overlay of the changes since: a second, small layer, and the set of accounts of the base that it supersedes.
 * Snapshots share a base, so that the cost of the next one grows with its changes only. Callers see one sequence of
 * accounts: an account is an ordinal, and ordinals are in suggestion order, as if everything had been built at once.
 * The ordinals of superseded accounts are unused and never returned.
 *
 * <pre>
 *   base, generation 7         0 Anna Ek       1 Jo Ray, user    2 Sales, group (lists Jo)   3 Temp, no address
 *   changed up to 9            0 Ben Orr, new  1 Sales, group (lists Jo, Ben)
 *   superseded                 2 Sales, 3 Temp (removed)
 *
 *   ordinal                    0 Anna Ek   1 Ben Orr   2 Jo Ray   3 .   4 Sales   5 .
 *                                                          {@link OrdinalMap}
 *   by address jo@corp.x       of the base 1, so 2         {@link Layers}
 *   words "b"                  in each {@link SearchLayer}, by its own ordinals, the best of both
 *   groups of 2                base: Sales, superseded; more pairs: 2 to 4       {@link GroupGraph}
 *   container ou=temp          one account in the base, superseded: none here  {@link Containers}
 *   counts, duplicates         those of the base, adjusted for the changes       {@link ChangedKeyCounts}
 * </pre>
 *
 * <p>A {@link Layer} holds keys, words and containers, {@code Members} the memberships of a base; neither is used
 * outside {@code index}. Keys are passed in the form of their type's {@code key()}. The owners of a key are returned
 * as ordinals, ascending.
 */
public final class Snapshot {
    private static final long NEVER = Long.MAX_VALUE;

    private final Base base;
    private final KeyCounts keyCountsOfBase;
    private final Generation generation;
    private final ChangedRecords changes;
    private final Layers layers;
    private final List<SearchLayer> layersToSearch;
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
        this.layersToSearch = layers.changed().size() == 0
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

    /** The snapshot of an empty store. */
    public static Snapshot empty() {
        return of(Base.empty());
    }

    /**
     * Builds the snapshot of a generation from all its records, in one pass.
     *
     * @param connections the connections to index; records of others are skipped
     * @throws StoreException if the view can't be read
     */
    public static Snapshot of(StoreView view, Set<ConnectionId> connections) throws StoreException {
        return of(view, connections, () -> true);
    }

    /**
     * Builds the snapshot of a generation from all its records, in one pass.
     *
     * @param connections the connections to index; records of others are skipped
     * @param wanted checked at each record
     * @throws StoreException if the view can't be read
     * @throws java.util.concurrent.CancellationException if {@code wanted} became false
     */
    public static Snapshot of(StoreView view, Set<ConnectionId> connections, BooleanSupplier wanted)
            throws StoreException {
        return of(Base.of(view, connections, wanted));
    }

    /**
     * Loads the base {@link #save saved} on disk and overlays the changes since.
     *
     * @param connections the connections to index
     * @return empty if there is none, or if the store can't list the differences
     * @throws StoreException if it can't be read, though the records may
     */
    public static Optional<Saved> saved(StoreView view, Set<ConnectionId> connections) throws StoreException {
        Optional<Base.Saved> saved = Base.saved(view);
        if (saved.isEmpty()) {
            return Optional.empty();
        }
        Snapshot loaded = of(saved.get().base());
        Optional<Snapshot> now =
                loaded.generation.equals(view.generation()) ? Optional.of(loaded) : loaded.at(view, connections);
        return now.map(snapshot -> new Saved(snapshot, saved.get().writtenAt()));
    }

    /** A snapshot over a saved base, and a time at which that base was current. */
    public record Saved(Snapshot snapshot, Instant baseAsOf) {}

    /**
     * Saves the base on disk for the next start.
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
     * Returns the snapshot of a later generation over the same base. Only the differences between the two snapshots
     * are read; its own changes are kept in memory. The cost grows with the differences from the base.
     *
     * @param connections those of the base
     * @return empty if the store can't list the differences
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

    /** The number of accounts in the base, superseded ones included. */
    public int baseSize() {
        return base.layer().size();
    }

    /** The size of the overlay in accounts: changed ones, and superseded ones of the base; a modified one is both. */
    public int changedAccounts() {
        return layers.changed().size() + layers.superseded().cardinality();
    }

    /** The number of direct memberships that are not in the base. */
    public int changedMemberships() {
        return groups.pairs();
    }

    /** The decoded account; a group without its members. */
    public Account account(int ordinal) {
        return layers.account(ordinal);
    }

    /** The account as a view, which creates no objects for its fields. */
    public AccountView view(int ordinal) {
        return layers.view(ordinal);
    }

    public AccountType type(int ordinal) {
        return layers.type(ordinal);
    }

    /**
     * Whether suggestions leave the account out, whatever its type.
     *
     * @param now in seconds since 1970
     */
    public boolean isLeftOut(int ordinal, boolean withDisabled, boolean withHidden, long now) {
        return layers.isLeftOut(ordinal, withDisabled, withHidden, now);
    }

    /** Whether the account's SID, or that of its primary group, can't be read. */
    public boolean isSidUnreadable(int ordinal) {
        return layers.isSidUnreadable(ordinal);
    }

    /** The groups whose members only a filter names. */
    public int[] dynamicGroups() {
        return layers.dynamicGroups();
    }

    /** The first moment after another, in seconds since 1970, at which an account may expire; empty if none does. */
    public OptionalLong nextExpiry(long after) {
        return LongStream.of(firstAfter(after, layers.base()), firstAfter(after, layers.changed()))
                .filter(moment -> moment != NEVER)
                .min();
    }

    /** The last moment up to another, in seconds since 1970, at which an account may have expired; empty if none did. */
    public OptionalLong lastExpiry(long now) {
        return LongStream.of(lastUpTo(now, layers.base()), lastUpTo(now, layers.changed()))
                .filter(moment -> moment != NEVER)
                .max();
    }

    private static long lastUpTo(long moment, Layer layer) {
        long[] expiries = layer.records().expiries();
        int at = Arrays.binarySearch(expiries, moment);
        int last = at < 0 ? ~at - 1 : at;
        return last < 0 ? NEVER : expiries[last];
    }

    private static long firstAfter(long moment, Layer layer) {
        long[] expiries = layer.records().expiries();
        int at = Arrays.binarySearch(expiries, moment + 1);
        int next = at < 0 ? ~at : at;
        return next < expiries.length ? expiries[next] : NEVER;
    }

    public ConnectionId connection(int ordinal) {
        return layers.connection(ordinal);
    }

    /** The owners of a key in all connections. */
    public <K> int[] find(IndexedKey<K> kind, K key) {
        return layers.find(kind, key);
    }

    /** The container with this key; empty if it holds no account. */
    public Optional<Container> container(String key) {
        return containers.find(key);
    }

    public GroupGraph groups() {
        return groups;
    }

    /** The groups that list each of these objects as a member; objects that are not accounts here are omitted. */
    public Map<ObjectGuid, Set<ObjectGuid>> groupsListing(Set<ObjectGuid> members) {
        return new ReverseMembership(this).of(members);
    }

    /**
     * The other accounts of the same connection that have the DN, the SID, the account name or the UPN of this one.
     */
    public Set<ObjectGuid> withKeysOf(Account account) {
        Set<ObjectGuid> others = new HashSet<>();
        addOwners(IndexedKey.DISTINGUISHED_NAME, account, others);
        addOwners(IndexedKey.SID, account, others);
        addOwners(IndexedKey.ACCOUNT_NAME, account, others);
        addOwners(IndexedKey.USER_PRINCIPAL_NAME, account, others);
        others.remove(account.objectGuid());
        return others;
    }

    /** The other connections that have an account with this GUID, if this one has none. */
    public Set<ConnectionId> elsewhere(ObjectGuid account, ConnectionId own) {
        Set<ConnectionId> others = new HashSet<>();
        for (int owner : find(IndexedKey.GUID, account)) {
            others.add(connection(owner));
        }
        return others.contains(own) ? Set.of() : others;
    }

    private <K> void addOwners(IndexedKey<K> kind, Account account, Set<ObjectGuid> owners) {
        for (K key : kind.of(account)) {
            for (int owner : find(kind, key)) {
                if (connection(owner).equals(account.connection())) {
                    owners.add(view(owner).objectGuid());
                }
            }
        }
    }

    /** The layers to search for suggestions. */
    public List<SearchLayer> layersToSearch() {
        return layersToSearch;
    }

    public AccountCounts counts() {
        return counts;
    }

    public int distinctAddresses() {
        return keyCounts.distinctAddresses();
    }

    /** The groups whose SID can't be read, so that they may be a primary group. */
    public int[] groupsWithoutSid() {
        return layers.groupsWithoutSid();
    }

    /** Whether an account is as it was when the base was built. */
    public boolean isOfBase(int ordinal) {
        return layers.isOfBase(ordinal);
    }

    /**
     * Key that several accounts of one connection own.
     *
     * @param owners ordinals, ascending
     */
    public record Duplicate(IndexedKey<?> kind, String key, ConnectionId connection, List<Integer> owners) {
        public Duplicate {
            owners = List.copyOf(owners);
        }
    }

    /** The addresses, account names and UPNs with several owners in the same connection. */
    public List<Duplicate> duplicateKeys() {
        List<Duplicate> found = new ArrayList<>();
        IndexedKey.ALL.stream().filter(IndexedKey::unique).forEach(kind -> addDuplicates(kind, found));
        return found;
    }

    private <K> void addDuplicates(IndexedKey<K> kind, List<Duplicate> into) {
        for (K key : layers.shared(kind)) {
            Map<ConnectionId, List<Integer>> owners = new TreeMap<>();
            for (int owner : find(kind, key)) {
                owners.computeIfAbsent(connection(owner), any -> new ArrayList<>())
                        .add(owner);
            }
            owners.forEach((connection, some) -> {
                if (some.size() > 1) {
                    into.add(new Duplicate(kind, key.toString(), connection, some));
                }
            });
        }
    }

    /** The number of addresses, account names and UPNs with several owners in the same connection. */
    public Map<ConnectionId, Integer> duplicates() {
        return keyCounts.duplicates();
    }
}
