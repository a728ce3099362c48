package org.adcache.demo.people;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All entries of the simulated directory as they are now. Readers need no lock; {@link DirectoryChanges} is the one
 * writer, and a reader that walks over the positions sees each entry before or after a change, never half of it.
 */
public final class DirectoryTree {
    /** The position of nothing. */
    public static final int NONE = -1;

    static final String CREATED = "20260101000000.0Z";
    private static final int FIRST_RELATIVE_ID = 10_000;
    private static final int FIRST_USN = 10_000;
    private static final int LARGEST_WELL_KNOWN_GROUP = 3000;

    private final DomainNames domain;
    private final Mixer mixer;
    private final String domainSid;
    private final People people;
    private final List<Integer> wellKnown;
    private final Map<Integer, StoredEntry> stored = new ConcurrentHashMap<>();
    private final Set<Integer> deleted = ConcurrentHashMap.newKeySet();
    private final Map<Place, Integer> children = new ConcurrentHashMap<>();
    private volatile Map<Integer, String> containerNames = new ConcurrentHashMap<>();
    private volatile int end;
    private volatile long highestUsn;
    private volatile @Nullable BackLinks backLinks;

    /** Where an entry lies and what it is called there, folded: AD allows no two entries that differ only in accents. */
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
     * A new directory.
     *
     * @param accounts users, contacts and groups together, the fixed ones included
     * @param serviceAccount the account name of the client that will read it
     */
    public DirectoryTree(DomainNames domain, String serviceAccount, long seed, int accounts) {
        this.domain = domain;
        this.mixer = new Mixer(seed);
        this.domainSid = FixedEntries.domainSid(mixer);
        FixedEntries fixed = new FixedEntries(domain, mixer, serviceAccount);
        if (accounts < fixed.accounts()) {
            throw new IllegalArgumentException("a simulated directory has at least " + fixed.accounts() + " accounts");
        }
        List<StoredEntry> entries = fixed.build();
        this.people = new People(domain, mixer, fixed.places(), entries.size(), accounts - fixed.accounts());
        this.wellKnown = fixed.wellKnown();
        this.end = people.end();
        this.highestUsn = FIRST_USN + (long) end;
        entries.forEach(this::put);
        StoredEntry large = entries.get(wellKnown.get(4));
        put(large.with(large.attributes(), largeGroup(Math.min(LARGEST_WELL_KNOWN_GROUP, accounts * 3 / 10))));
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

    static String initialUsn(int position) {
        return Integer.toString(FIRST_USN + position);
    }

    public DomainNames domain() {
        return domain;
    }

    public String domainSid() {
        return domainSid;
    }

    /** One more than the highest position there is. */
    public int end() {
        return end;
    }

    /** {@code highestCommittedUSN}: the number of the last change. */
    public long highestUsn() {
        return highestUsn;
    }

    /** The entry at a position; empty if it was deleted or never was. */
    public Optional<DirectoryEntry> at(int position) {
        if (position < 0 || position >= end || deleted.contains(position)) {
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
        return EntryReference.parse(name).flatMap(this::find);
    }

    Optional<DirectoryEntry> find(EntryReference reference) {
        if (reference instanceof EntryReference.ByGuid byGuid) {
            return withGuid(byGuid.guid());
        } else if (reference instanceof EntryReference.BySid bySid) {
            return withSid(bySid.sid());
        }
        return named(((EntryReference.ByName) reference).name());
    }

    public Optional<DirectoryEntry> withGuid(UUID guid) {
        return at(mixer.position(guid));
    }

    public Optional<DirectoryEntry> withSid(String sid) {
        int dash = sid.lastIndexOf('-');
        if (sid.startsWith(domainSid + "-") && dash == domainSid.length()) {
            long position = Long.parseLong(sid.substring(dash + 1)) - FIRST_RELATIVE_ID;
            if (position >= 0 && position < end) {
                return at((int) position).filter(entry -> sid(entry).equals(sid));
            }
        }
        return stored.values().stream()
                .filter(entry ->
                        !deleted.contains(entry.position()) && sid(entry).equals(sid))
                .map(DirectoryEntry.class::cast)
                .findFirst();
    }

    public Optional<DirectoryEntry> named(DN name) {
        RDN[] parts = name.getRDNs();
        for (String root : List.of(domain.schemaName(), domain.configurationName(), domain.baseName())) {
            int rootLength = parse(root).getRDNs().length;
            int depth = parts.length - rootLength;
            if (depth >= 0 && new DN(Arrays.copyOfRange(parts, depth, parts.length)).equals(parse(root))) {
                return Optional.ofNullable(children.get(Place.root(root)))
                        .flatMap(this::at)
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
            return at(known);
        }
        int generated = people.positionOf(name.getAttributeValues()[0]);
        return at(generated)
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

    /** The distinguished name of an entry, now. */
    public String name(DirectoryEntry entry) {
        if (entry.parent() == NONE) {
            return entry.relativeName();
        }
        return entry.relativeName() + "," + containerName(entry.parent());
    }

    private String containerName(int position) {
        // A change replaces this map after the entry, so that a name from before cannot stay in the map of after.
        Map<Integer, String> names = containerNames;
        String known = names.get(position);
        if (known == null) {
            known = name(entry(position));
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
            case OBJECT_CATEGORY -> List.of("CN=" + entry.kind().category() + "," + domain.schemaName());
            case OBJECT_SID -> sid(entry).isEmpty() ? List.of() : List.of(sid(entry));
            default -> entry.values(type);
        };
    }

    /** The members of a group that still exist, by position. */
    public int[] members(DirectoryEntry group) {
        return deleted.isEmpty()
                ? group.members()
                : Arrays.stream(group.members())
                        .filter(each -> !deleted.contains(each))
                        .toArray();
    }

    /** The groups an entry is a direct member of, by position, primary group left out. */
    public int[] groupsOf(DirectoryEntry entry) {
        BackLinks current = backLinks;
        if (current == null || current.usn() != highestUsn) {
            current = BackLinks.of(this);
            backLinks = current;
        }
        return current.groupsOf(entry.position());
    }

    /** The positions of entries that hold others and pass the test. */
    public int[] containers(IntPredicate test) {
        return stored.values().stream()
                .filter(entry -> entry.kind().holdsOthers() && !deleted.contains(entry.position()))
                .mapToInt(StoredEntry::position)
                .filter(test)
                .sorted()
                .toArray();
    }

    /** The accounts for examples, with the names they have now. */
    public WellKnown wellKnown() {
        List<WellKnown.Account> accounts = wellKnown.stream().map(this::account).toList();
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

    private WellKnown.Account account(int position) {
        DirectoryEntry entry = entry(position);
        return new WellKnown.Account(
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

    // What follows is for DirectoryChanges, which holds the lock.

    Mixer mixer() {
        return mixer;
    }

    /** Stores an entry, new or changed. */
    void put(StoredEntry entry) {
        forgetPlace(entry.position());
        stored.put(entry.position(), entry);
        children.put(Place.of(entry), entry.position());
        containerNames = new ConcurrentHashMap<>();
        end = Math.max(end, entry.position() + 1);
    }

    void remove(int position) {
        forgetPlace(position);
        deleted.add(position);
    }

    void raiseUsn(long usn) {
        highestUsn = usn;
    }

    private void forgetPlace(int position) {
        StoredEntry before = stored.get(position);
        if (before != null) {
            children.remove(Place.of(before));
        }
    }
}
