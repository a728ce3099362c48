package org.adcache.demo.people;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.Collation;
import org.adcache.demo.schema.DomainNames;
import org.adcache.demo.schema.EntryReference;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.WellKnown;
import org.jspecify.annotations.Nullable;

/**
 * All entries of the simulated directory in their current state. Readers need no lock; {@link DirectoryChanges} is the
 * one writer, and a reader that iterates over the positions sees each entry before or after a change, never half of
 * it.
 */
public final class DirectoryTree {
    /** Position that stands for no entry. */
    public static final int NONE = -1;

    /** What each account has that was created without a date of expiry. */
    private static final String NEVER = Long.toString(Long.MAX_VALUE);

    static final String CREATED = "20260101000000.0Z";
    private static final int FIRST_RELATIVE_ID = 10_000;
    private static final long FIRST_CHANGE = 20_000;
    private static final long UP_TO_DATE = -1;
    private static final int LARGEST_WELL_KNOWN_GROUP = 3000;

    private final DomainNames domain;
    private final Supplier<DirectoryTree> initial;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final Mixer mixer;
    private final String domainSid;
    private final GeneratedPeople people;
    private final List<Integer> wellKnown;
    private final int initialEnd;
    private final int deletedObjects;
    private final Map<Integer, StoredEntry> stored = new ConcurrentHashMap<>();
    private final NavigableSet<Integer> storedPositions = new ConcurrentSkipListSet<>();
    private final PositionSet deleted = new PositionSet();
    private final Set<Integer> containers = new ConcurrentSkipListSet<>();
    private final Map<String, Integer> unusualSids = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> foreignGuids = new ConcurrentHashMap<>();
    private final Map<Place, Integer> children = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> childCounts = new ConcurrentHashMap<>();
    private final ChangeOrder order;
    private final BackLinks backLinks;
    private final LinkLog linkLog = new LinkLog();
    private volatile Map<Integer, String> containerNames = new ConcurrentHashMap<>();
    private volatile int end;
    private volatile long lastChange;
    private volatile long upToDate = UP_TO_DATE;

    /** Observer of entries that are stored. */
    interface Follower {
        /**
         * Called within the change.
         *
         * @param counted whether it is a change with a number of its own
         */
        void stored(StoredEntry entry, boolean counted);
    }

    /** Parent and folded name of an entry: AD allows no two entries that differ only in accents. */
    private record Place(int parent, String type, String name) {
        static Place of(int parent, RDN name) {
            String type = name.getAttributeNames()[0].toUpperCase(Locale.ROOT);
            return new Place(parent, type, Collation.fold(name.getAttributeValues()[0]));
        }

        static Place of(DirectoryEntry entry) {
            if (entry.parent() == NONE) {
                return root(entry.relativeName());
            }
            try {
                return of(entry.parent(), new RDN(entry.relativeName()));
            } catch (LDAPException e) {
                throw new IllegalArgumentException("not a relative name: " + entry.relativeName(), e);
            }
        }

        static Place root(String namingContext) {
            return new Place(NONE, "", namingContext);
        }
    }

    /**
     * Creates a directory.
     *
     * @param accounts users, contacts and groups together, the fixed ones included
     * @param serviceAccount the account name of the client that will read it
     */
    public DirectoryTree(DomainNames domain, String serviceAccount, long seed, int accounts) {
        this.domain = domain;
        this.initial = () -> new DirectoryTree(domain, serviceAccount, seed, accounts);
        this.mixer = new Mixer(seed);
        this.domainSid = FixedEntries.domainSid(mixer);
        FixedEntries fixed = new FixedEntries(domain, mixer, serviceAccount);
        if (accounts < fixed.accounts()) {
            throw new IllegalArgumentException("a simulated directory has at least " + fixed.accounts() + " accounts");
        }
        List<StoredEntry> entries = fixed.build();
        this.people = new GeneratedPeople(domain, mixer, fixed.places(), entries.size(), accounts - fixed.accounts());
        this.wellKnown = fixed.wellKnown();
        this.deletedObjects = people.end();
        this.initialEnd = deletedObjects + 1;
        this.end = initialEnd;
        this.lastChange = initialChange(initialEnd);
        this.backLinks = new BackLinks(people);
        this.order = new ChangeOrder(initialEnd, this::isUntouched);
        entries.forEach(this::put);
        put(fixed.deletedObjects(deletedObjects));
        StoredEntry large = entries.get(wellKnown.get(4));
        put(large.withMembers(largeGroup(Math.min(LARGEST_WELL_KNOWN_GROUP, accounts * 3 / 10))));
    }

    private boolean isUntouched(int position) {
        StoredEntry changed = stored.get(position);
        return changed == null ? people.contains(position) : changed.changed() == initialChange(position);
    }

    private int[] largeGroup(int size) {
        return IntStream.concat(IntStream.of(wellKnown.get(0)), IntStream.range(people.first(), people.end()))
                .filter(position -> entry(position).kind() == ObjectKind.USER)
                .limit(size)
                .toArray();
    }

    static long relativeId(int position) {
        return FIRST_RELATIVE_ID + (long) position;
    }

    static long initialChange(int position) {
        return FIRST_CHANGE + position;
    }

    public DomainNames domain() {
        return domain;
    }

    public String domainSid() {
        return domainSid;
    }

    /** One more than the highest position. */
    public int end() {
        return end;
    }

    /** The number of the last change of the whole directory. */
    public long lastChange() {
        return lastChange;
    }

    /** Returns the entry at a position; empty if it was deleted or never existed. */
    public Optional<DirectoryEntry> at(int position) {
        return deleted.contains(position) ? Optional.empty() : any(position);
    }

    /** The entry or the tombstone at a position. */
    public Optional<DirectoryEntry> any(int position) {
        if (position < 0 || position >= end) {
            return Optional.empty();
        }
        StoredEntry changed = stored.get(position);
        if (changed != null) {
            return Optional.of(changed);
        }
        return people.contains(position) ? Optional.of(people.at(position)) : Optional.empty();
    }

    DirectoryEntry entry(int position) {
        return at(position).orElseThrow(() -> new IllegalStateException("no entry at position " + position));
    }

    /** The entry a search base names: a distinguished name, {@code <GUID=…>} or {@code <SID=…>}. */
    public Optional<DirectoryEntry> find(String name) {
        return findAny(name).filter(entry -> !entry.isDeleted());
    }

    /** The entry or the tombstone a search base names. */
    public Optional<DirectoryEntry> findAny(String name) {
        return EntryReference.parse(name).flatMap(this::find);
    }

    private Optional<DirectoryEntry> find(EntryReference reference) {
        if (reference instanceof EntryReference.ByGuid byGuid) {
            return withGuid(byGuid.guid());
        } else if (reference instanceof EntryReference.BySid bySid) {
            return withSid(bySid.sid());
        }
        return anyNamed(((EntryReference.ByName) reference).name());
    }

    /** The entry or the tombstone with this GUID. */
    public Optional<DirectoryEntry> withGuid(UUID guid) {
        Integer foreign = foreignGuids.get(guid);
        return any(foreign == null ? mixer.position(guid) : foreign);
    }

    /** The entry or the tombstone with this SID. */
    public Optional<DirectoryEntry> withSid(String sid) {
        int dash = sid.lastIndexOf('-');
        if (sid.startsWith(domainSid + "-") && dash == domainSid.length()) {
            long position = Long.parseLong(sid.substring(dash + 1)) - FIRST_RELATIVE_ID;
            if (position >= 0 && position < end) {
                Optional<DirectoryEntry> usual =
                        any((int) position).filter(entry -> sid(entry).equals(sid));
                if (usual.isPresent()) {
                    return usual;
                }
            }
        }
        return Optional.ofNullable(unusualSids.get(sid)).flatMap(this::any);
    }

    /** The entry with this name. */
    public Optional<DirectoryEntry> named(DN name) {
        return anyNamed(name).filter(entry -> !entry.isDeleted());
    }

    private Optional<DirectoryEntry> anyNamed(DN name) {
        RDN[] parts = name.getRDNs();
        for (String root : List.of(domain.schemaName(), domain.configurationName(), domain.baseName())) {
            int rootLength = parse(root).getRDNs().length;
            int depth = parts.length - rootLength;
            if (depth >= 0 && new DN(Arrays.copyOfRange(parts, depth, parts.length)).equals(parse(root))) {
                return Optional.ofNullable(children.get(Place.root(root)))
                        .flatMap(this::any)
                        .flatMap(entry -> descend(entry, parts, depth));
            }
        }
        return Optional.empty();
    }

    private Optional<DirectoryEntry> descend(DirectoryEntry root, RDN[] parts, int depth) {
        Optional<DirectoryEntry> entry = Optional.of(root);
        for (int i = depth - 1; i >= 0 && entry.isPresent(); i--) {
            entry = child(entry.get().position(), parts[i]);
        }
        return entry;
    }

    private Optional<DirectoryEntry> child(int parent, RDN name) {
        Place place = Place.of(parent, name);
        Integer known = children.get(place);
        if (known != null) {
            return any(known);
        }
        int generated = people.positionOf(name.getAttributeValues()[0]);
        return any(generated)
                .filter(entry -> !stored.containsKey(generated))
                .filter(entry -> Place.of(entry).equals(place));
    }

    private static DN parse(String name) {
        try {
            return new DN(name);
        } catch (LDAPException e) {
            throw new IllegalArgumentException("not a distinguished name: " + name, e);
        }
    }

    /** The current distinguished name of an entry. */
    public String name(DirectoryEntry entry) {
        if (entry.parent() == NONE) {
            return entry.relativeName();
        }
        return entry.relativeName() + "," + containerName(entry.parent());
    }

    private String containerName(int position) {
        // A change replaces this map after the entry, so that an old name cannot stay in the new map.
        Map<Integer, String> names = containerNames;
        String known = names.get(position);
        if (known == null) {
            known = name(
                    any(position).orElseThrow(() -> new IllegalStateException("no container at position " + position)));
            names.put(position, known);
        }
        return known;
    }

    /** The SID of an entry, or an empty text. */
    public String sid(DirectoryEntry entry) {
        if (entry.relativeId() != 0) {
            return domainSid + "-" + entry.relativeId();
        }
        List<String> explicit = entry.values(AttributeType.OBJECT_SID);
        return explicit.isEmpty() ? "" : explicit.get(0);
    }

    /** The values of any attribute but the links, which are {@link #members} and {@link #groupsOf}. */
    public List<String> values(DirectoryEntry entry, AttributeType type) {
        return switch (type) {
            case DISTINGUISHED_NAME -> List.of(name(entry));
            // A tombstone loses its category, whatever else it keeps.
            case OBJECT_CATEGORY ->
                entry.isDeleted() ? List.of() : List.of("CN=" + entry.kind().category() + "," + domain.schemaName());
            case PARENT_GUID ->
                any(entry.parent())
                        .map(parent -> List.of(parent.guid().toString()))
                        .orElse(List.of());
            case ACCOUNT_EXPIRES -> expiry(entry);
            case OBJECT_SID -> sid(entry).isEmpty() ? List.of() : List.of(sid(entry));
            default -> entry.values(type);
        };
    }

    private static List<String> expiry(DirectoryEntry entry) {
        List<String> own = entry.values(AttributeType.ACCOUNT_EXPIRES);
        boolean isNever = own.isEmpty() && entry.kind().isAccount() && !entry.isDeleted();
        return isNever ? List.of(NEVER) : own;
    }

    /** The members of a group that still exist, by position. */
    public int[] members(DirectoryEntry group) {
        return deleted.without(group.members());
    }

    /**
     * Members added (true) and removed (false) after a change, by position. Members that were deleted are not among
     * them: that is no change of the group.
     */
    public NavigableMap<Integer, Boolean> memberChanges(DirectoryEntry group, long change) {
        return linkLog.since(group.position(), change);
    }

    /** The positions of entries and tombstones whose last change has this number or a higher one, in that order. */
    public IntStream changedFrom(long change) {
        return order.from(change);
    }

    /** How many positions {@link #changedFrom} has; counting stops at a limit. */
    public int countChangedFrom(long change, int limit) {
        return order.countFrom(change, limit);
    }

    /** The groups an entry is a direct member of, by position, primary group left out. */
    public int[] groupsOf(DirectoryEntry entry) {
        return entry.isDeleted() ? new int[0] : deleted.without(groupsEverOf(entry.position()));
    }

    /** Positions of entries that have or had children, and pass the test. */
    public int[] containers(IntPredicate test) {
        return containers.stream()
                .mapToInt(Integer::intValue)
                .filter(test)
                .sorted()
                .toArray();
    }

    /** Whether an entry may contain generated entries. */
    public boolean holdsGenerated(int position) {
        return people.places().holds(position);
    }

    /** First position, from this one on, whose entry is stored and not computed; {@link #end} if there is none. */
    public int nextStored(int from) {
        Integer next = storedPositions.ceiling(from);
        return next == null ? end : next;
    }

    /** Accounts for examples, with their current names, deleted ones included. */
    public WellKnown wellKnown() {
        List<WellKnown.KnownAccount> accounts =
                wellKnown.stream().map(this::account).toList();
        return new WellKnown(
                domain,
                accounts.get(0),
                accounts.get(1),
                accounts.get(2),
                accounts.get(3),
                accounts.get(4),
                accounts.get(5),
                accounts.get(6),
                accounts.get(7),
                accounts.get(8),
                accounts.get(9),
                accounts.get(10),
                accounts.get(11),
                accounts.get(12));
    }

    private WellKnown.KnownAccount account(int position) {
        DirectoryEntry entry = any(position).orElseThrow();
        return new WellKnown.KnownAccount(
                name(entry),
                entry.guid().toString(),
                sid(entry),
                first(entry, AttributeType.SAM_ACCOUNT_NAME),
                first(entry, AttributeType.USER_PRINCIPAL_NAME),
                first(entry, AttributeType.MAIL));
    }

    private static String first(DirectoryEntry entry, AttributeType type) {
        return entry.values(type).stream().findFirst().orElse("");
    }

    /**
     * Up-to-dateness: the change, counted where it was made, up to which every change has arrived here. Here means in
     * the whole directory, or in a copy of it that follows by {@link Replication}.
     */
    public long upToDate() {
        long known = upToDate;
        return known == UP_TO_DATE ? lastChange : known;
    }

    // The methods below are for DirectoryChanges, which holds the lock, and for Replication.

    /** Copy of the present state, which nothing changes but its replication. */
    DirectoryTree copy() {
        DirectoryTree copy = initial.get();
        storedPositions.forEach(
                position -> Optional.ofNullable(stored.get(position)).ifPresent(copy::put));
        copy.linkLog.addAll(linkLog);
        copy.committed(lastChange);
        copy.upToDate(lastChange);
        return copy;
    }

    void upToDate(long change) {
        upToDate = change;
    }

    void follow(Follower follower) {
        followers.add(follower);
    }

    Mixer mixer() {
        return mixer;
    }

    /** The container of tombstones. */
    int deletedObjects() {
        return deletedObjects;
    }

    boolean isDeleted(int position) {
        return deleted.contains(position);
    }

    /** Whether an entry has no children. */
    boolean isEmpty(int position) {
        boolean holdsGenerated = people.places().holds(position)
                && IntStream.range(people.first(), people.end())
                        .anyMatch(each ->
                                !stored.containsKey(each) && people.at(each).parent() == position);
        return !holdsGenerated && childCounts.getOrDefault(position, 0) == 0;
    }

    /** Groups that have an entry among their members, even if it is deleted. */
    int[] groupsEverOf(int position) {
        return backLinks.groupsOf(position, stored::containsKey);
    }

    /** Stores an entry, new or changed. It is visible at once; {@link #committed} publishes its change number. */
    void put(StoredEntry entry) {
        int position = entry.position();
        StoredEntry before = stored.get(position);
        if (before != null) {
            children.remove(Place.of(before), position);
            childCounts.merge(before.parent(), -1, Integer::sum);
        }
        childCounts.merge(entry.parent(), 1, Integer::sum);
        end = Math.max(end, position + 1);
        backLinks.change(position, before == null ? new int[0] : before.members(), entry.members());
        if (entry.isDeleted()) {
            deleted.add(position);
        }
        stored.put(position, entry);
        storedPositions.add(position);
        if (!entry.isDeleted()) {
            deleted.remove(position);
        }
        children.put(Place.of(entry), position);
        boolean counted = noteChange(position, before, entry);
        if (!sid(entry).isEmpty() && entry.relativeId() != relativeId(position)) {
            unusualSids.put(sid(entry), position);
        }
        if (!entry.guid().equals(mixer.guid(position))) {
            foreignGuids.put(entry.guid(), position);
        }
        if (entry.kind().holdsOthers()) {
            containers.add(position);
            containerNames = new ConcurrentHashMap<>();
        }
        followers.forEach(follower -> follower.stored(entry, counted));
    }

    private boolean noteChange(int position, @Nullable StoredEntry before, StoredEntry entry) {
        if (position < initialEnd && entry.changed() == initialChange(position)) {
            return false;
        }
        long old = before == null ? initialChange(position) : before.changed();
        order.move(position, old, entry.changed());
        return before == null || before.changed() != entry.changed();
    }

    /** Records which members a change of a group added and removed. */
    void noteMembers(int group, long change, int[] before, int[] after) {
        linkLog.note(group, change, before, after);
    }

    void committed(long change) {
        lastChange = change;
    }
}
