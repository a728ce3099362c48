package org.adcache.demo.people;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.RelativeNames;
import org.adcache.demo.schema.WellKnown;

/**
 * Writer of the running directory, with the changes that an administrator would make. An effective change has the next
 * number and stamps the entry; writing an existing value is no change. A target is named as in a search: by
 * distinguished name, {@code <GUID=…>} or {@code <SID=…>}. Memberships follow a renamed member and end with a deleted
 * one, without a change of the group, as in AD. The cost of a change does not depend on the size of the directory,
 * except for the deletion of a container of generated people, and grows with the members of the group that it changes.
 */
public final class DirectoryChanges {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'.0Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DirectoryTree tree;
    private final Clock clock;
    private final Tombstones tombstones;

    /**
     * Creates the writer of a directory.
     *
     * @param recycleBin whether deleted entries keep their attributes, and are restored with their groups
     */
    public DirectoryChanges(DirectoryTree tree, Clock clock, boolean recycleBin) {
        this.tree = tree;
        this.clock = clock;
        this.tombstones = new Tombstones(recycleBin);
    }

    /**
     * Adds an entry below an existing one. Its objectClass decides its kind; it gets a GUID, and a SID if its kind has
     * one.
     */
    public synchronized UUID add(String distinguishedName, Attribute... attributes) {
        DN name = parse(distinguishedName);
        if (tree.named(name).isPresent()) {
            throw new IllegalArgumentException("there is an entry named " + distinguishedName);
        }
        RDN relativeName = name.getRDN();
        EntryBuilder entry = new EntryBuilder(
                kind(attributes),
                parentOf(name),
                relativeName.getAttributeNames()[0].toUpperCase(Locale.ROOT),
                relativeName.getAttributeValues()[0]);
        for (Attribute attribute : attributes) {
            AttributeType type = type(attribute.getName());
            if (type == AttributeType.MEMBER) {
                entry.members(positions(attribute.getValues()));
            } else if (type != AttributeType.OBJECT_CLASS) {
                entry.with(type, attribute.getValues());
            }
        }
        entry.with(AttributeType.WHEN_CREATED, TIME.format(clock.instant()));
        return tree.mixer().guid(create(entry));
    }

    /**
     * Moves an entry of another domain here: it keeps its GUID and its attributes, gets a SID of this domain, and its
     * previous one joins sIDHistory. In its own domain it is deleted, and leaves its groups (MS-ADTS 3.1.1.5.4.2).
     */
    public void moveFrom(DirectoryChanges otherDomain, String target, String newDistinguishedName) {
        DirectoryTree other = otherDomain.tree;
        DirectoryEntry entry = otherDomain.existing(target);
        String oldSid = other.sid(entry);
        Map<AttributeType, List<String>> attributes = StoredEntry.of(entry).attributes();
        otherDomain.delete(target);
        adopt(entry, attributes, oldSid, parse(newDistinguishedName));
    }

    private synchronized void adopt(
            DirectoryEntry entry, Map<AttributeType, List<String>> attributes, String oldSid, DN name) {
        RDN relativeName = name.getRDN();
        EntryBuilder moved = new EntryBuilder(
                        entry.kind(),
                        parentOf(name),
                        relativeName.getAttributeNames()[0].toUpperCase(Locale.ROOT),
                        relativeName.getAttributeValues()[0])
                .guid(entry.guid());
        attributes.keySet().removeAll(List.of(AttributeType.CN, AttributeType.NAME_OF_RDN, AttributeType.OBJECT_SID));
        attributes.forEach((type, values) -> moved.with(type, values.toArray(String[]::new)));
        if (!oldSid.isEmpty()) {
            List<String> history = new ArrayList<>(attributes.getOrDefault(AttributeType.SID_HISTORY, List.of()));
            history.add(oldSid);
            moved.with(AttributeType.SID_HISTORY, history.toArray(String[]::new));
        }
        create(moved);
    }

    /**
     * Adds a reference to an entry of another domain, so that it can be a member of groups here: a phantom, which has a
     * GUID, a SID and a name, and is found by no search. Does nothing if there is one.
     */
    public synchronized void refer(DirectoryTree otherDomain, DirectoryEntry entry) {
        if (tree.withGuid(entry.guid()).isEmpty()) {
            String sid = otherDomain.sid(entry);
            EntryBuilder phantom = new EntryBuilder(entry.kind(), DirectoryTree.NONE, "CN", otherDomain.name(entry))
                    .guid(entry.guid());
            create(sid.isEmpty() ? phantom : phantom.with(AttributeType.OBJECT_SID, sid));
        }
    }

    private int create(EntryBuilder entry) {
        int position = tree.end();
        long change = tree.lastChange() + 1;
        entry.with(AttributeType.WHEN_CHANGED, TIME.format(clock.instant()));
        tree.put(entry.madeBy(change).at(position).build(tree.mixer()));
        tree.committed(change);
        return position;
    }

    /** Adds a user with these attributes and those that every account has. */
    public UUID addUser(String distinguishedName, String accountName, Attribute... attributes) {
        List<Attribute> all = new ArrayList<>(List.of(
                new Attribute("objectClass", "user"),
                new Attribute("sAMAccountName", accountName),
                new Attribute("sAMAccountType", "805306368"),
                new Attribute("userAccountControl", "512"),
                new Attribute("accountExpires", WellKnown.NEVER),
                new Attribute("primaryGroupID", "513")));
        // What is given replaces what every account has: add takes the last value of an attribute.
        all.addAll(List.of(attributes));
        return add(distinguishedName, all.toArray(Attribute[]::new));
    }

    /** Adds an organizational unit. */
    public UUID addUnit(String distinguishedName) {
        return add(distinguishedName, new Attribute("objectClass", "organizationalUnit"));
    }

    /** Adds a global security group with these members. */
    public UUID addGroup(String distinguishedName, String accountName, String... members) {
        List<Attribute> attributes = new ArrayList<>(List.of(
                new Attribute("objectClass", "group"),
                new Attribute("sAMAccountName", accountName),
                new Attribute("sAMAccountType", "268435456"),
                new Attribute("groupType", "-2147483646")));
        if (members.length > 0) {
            attributes.add(new Attribute("member", members));
        }
        return add(distinguishedName, attributes.toArray(Attribute[]::new));
    }

    /** Adds members to a group. */
    public void addMembers(String group, String... members) {
        modify(group, new Modification(ModificationType.ADD, "member", members));
    }

    /** Removes members from a group; without a name, all of them. */
    public void removeMembers(String group, String... members) {
        modify(group, new Modification(ModificationType.DELETE, "member", members));
    }

    /**
     * Ends memberships as when their time to live is over, or when what they refer to in another domain is cleaned up:
     * the group has fewer members, and nothing else about it changes, not even its USN.
     */
    public synchronized void expireMembers(String group, String... members) {
        StoredEntry before = StoredEntry.of(existing(group));
        int[] expired = positions(members);
        tree.put(before.withMembers(Arrays.stream(before.members())
                .filter(each -> Arrays.binarySearch(expired, each) < 0)
                .toArray()));
    }

    /** Replaces the members of a group by those at these positions, for groups too large to be named. */
    public synchronized void setMembers(String group, IntStream positions) {
        StoredEntry before = StoredEntry.of(existing(group));
        int[] members = positions.sorted().distinct().toArray();
        for (int position : members) {
            if (tree.at(position).isEmpty()) {
                throw new IllegalArgumentException("there is no entry at position " + position);
            }
        }
        commit(before, before.with(before.attributes(), withHidden(before, members)));
    }

    /** Adds the group's deleted members, which are hidden until they are restored. */
    private int[] withHidden(StoredEntry group, int[] members) {
        int[] hidden = Arrays.stream(group.members()).filter(tree::isDeleted).toArray();
        return hidden.length == 0 ? members : union(members, hidden);
    }

    private static int[] union(int[] some, int[] others) {
        int[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        Arrays.sort(all);
        int count = 0;
        for (int position : all) {
            if (count == 0 || all[count - 1] != position) {
                all[count++] = position;
            }
        }
        return Arrays.copyOf(all, count);
    }

    /** Adds, deletes and replaces values of attributes. */
    public synchronized void modify(String target, Modification... modifications) {
        StoredEntry entry = StoredEntry.of(existing(target));
        Map<AttributeType, List<String>> attributes = entry.attributes();
        int[] members = tree.members(entry);
        for (Modification modification : modifications) {
            AttributeType type = type(modification.getAttributeName());
            if (type == AttributeType.MEMBER) {
                members = changed(members, modification);
            } else {
                List<String> values = changed(
                        attributes.getOrDefault(type, List.of()), modification, List.of(modification.getValues()));
                attributes.put(type, values);
            }
        }
        commit(entry, entry.with(attributes, withHidden(entry, members)));
    }

    /** Replaces an attribute's values; without values it is removed. */
    public void replace(String target, String attribute, String... values) {
        modify(target, new Modification(ModificationType.REPLACE, attribute, values));
    }

    /** Renames an entry, moves it, or both; the entries below follow, unchanged. */
    public synchronized void rename(String target, String newDistinguishedName) {
        DN name = parse(newDistinguishedName);
        String type = name.getRDN().getAttributeNames()[0].toUpperCase(Locale.ROOT);
        String value = name.getRDN().getAttributeValues()[0];
        StoredEntry entry = StoredEntry.of(existing(target));
        int parent = parentOf(name);
        if (tree.named(name)
                .filter(other -> other.position() != entry.position())
                .isPresent()) {
            throw new IllegalArgumentException("there is an entry named " + newDistinguishedName);
        }
        refuseBelowItself(entry.position(), parent);
        StoredEntry moved = entry.movedTo(parent, RelativeNames.of(type, value));
        Map<AttributeType, List<String>> attributes = moved.attributes();
        attributes.put(AttributeType.NAME_OF_RDN, List.of(value));
        attributes.put(type(type), List.of(value));
        commit(entry, moved.with(attributes, moved.members()));
    }

    private void refuseBelowItself(int position, int parent) {
        for (int above = parent;
                above != DirectoryTree.NONE;
                above = tree.entry(above).parent()) {
            if (above == position) {
                throw new IllegalArgumentException("an entry cannot lie below itself");
            }
        }
    }

    /** Moves an entry below another container and keeps its name. */
    public synchronized void move(String target, String newParent) {
        DirectoryEntry entry = existing(target);
        rename(target, entry.relativeName() + "," + tree.name(existing(newParent)));
    }

    /** Deletes an entry without children: it becomes a tombstone, and leaves its groups without a change of those. */
    public synchronized UUID delete(String target) {
        StoredEntry entry = StoredEntry.of(existing(target));
        if (!tree.isEmpty(entry.position())) {
            throw new IllegalArgumentException("there are entries below " + target);
        }
        String parent = tree.name(tree.entry(entry.parent()));
        commit(entry, tombstones.delete(entry, parent, tree.deletedObjects()));
        return entry.guid();
    }

    /** Deletes a subtree, the lowest entries first; the cost grows with the directory. */
    public synchronized void deleteTree(String target) {
        Deque<Integer> order = new ArrayDeque<>(List.of(existing(target).position()));
        List<Integer> found = new ArrayList<>();
        while (!order.isEmpty()) {
            int parent = order.remove();
            found.add(0, parent);
            if (tree.entry(parent).kind().holdsOthers()) {
                IntStream.range(0, tree.end())
                        .filter(each -> tree.at(each)
                                .filter(entry -> entry.parent() == parent)
                                .isPresent())
                        .forEach(order::add);
            }
        }
        found.forEach(position -> delete("<GUID=" + tree.entry(position).guid() + ">"));
    }

    /**
     * Restores a tombstone under its old name at its old place and with its old GUID and SID. With a recycle bin it
     * has all its attributes, members and groups again, without a change of those groups; otherwise it has what a
     * tombstone keeps, and no group.
     */
    public synchronized void restore(UUID guid) {
        StoredEntry tombstone = tree.withGuid(guid)
                .filter(DirectoryEntry::isDeleted)
                .map(StoredEntry::of)
                .orElseThrow(() -> new IllegalArgumentException("there is no tombstone with the GUID " + guid));
        StoredEntry before = tombstone
                .before()
                .orElseThrow(() -> new IllegalArgumentException("the container of tombstones cannot be restored"));
        if (tree.at(before.parent()).isEmpty()) {
            throw new IllegalArgumentException("what it lay below is deleted too: restore that first");
        }
        StoredEntry restored = tombstones.restore(tombstone, before);
        if (tree.find(tree.name(restored)).isPresent()) {
            throw new IllegalArgumentException("its name has been given to another entry");
        }
        if (!tombstones.recycleBin()) {
            leaveGroups(tombstone.position());
        }
        commit(tombstone, restored);
    }

    /** Ends the links of a deleted entry, which were only hidden until now; that is no change of the groups. */
    private void leaveGroups(int position) {
        for (int group : tree.groupsEverOf(position)) {
            tree.any(group)
                    .map(StoredEntry::of)
                    .ifPresent(stored -> tree.put(stored.withMembers(Arrays.stream(stored.members())
                            .filter(each -> each != position)
                            .toArray())));
        }
    }

    private void commit(StoredEntry before, StoredEntry after) {
        Set<AttributeType> changed = after.differencesTo(before);
        if (changed.isEmpty()) {
            return;
        }
        long change = tree.lastChange() + 1;
        Map<AttributeType, List<String>> attributes = after.attributes();
        attributes.put(AttributeType.WHEN_CHANGED, List.of(TIME.format(clock.instant())));
        tree.noteMembers(before.position(), change, before.members(), after.members());
        tree.put(after.with(attributes, after.members()).stamped(change, changed));
        tree.committed(change);
    }

    private int[] changed(int[] members, Modification modification) {
        int[] named = positions(modification.getValues());
        ModificationType type = modification.getModificationType();
        if (type.equals(ModificationType.REPLACE)) {
            return named;
        } else if (type.equals(ModificationType.ADD)) {
            return union(members, named);
        } else if (type.equals(ModificationType.DELETE)) {
            return named.length == 0
                    ? named
                    : Arrays.stream(members)
                            .filter(each -> Arrays.binarySearch(named, each) < 0)
                            .toArray();
        }
        throw unknown(type);
    }

    private static List<String> changed(List<String> before, Modification modification, List<String> named) {
        ModificationType type = modification.getModificationType();
        if (type.equals(ModificationType.REPLACE)) {
            return named;
        } else if (type.equals(ModificationType.ADD)) {
            return Stream.concat(before.stream(), named.stream()).distinct().toList();
        } else if (type.equals(ModificationType.DELETE)) {
            List<String> left = new ArrayList<>(before);
            left.removeAll(named);
            return named.isEmpty() ? List.of() : left;
        }
        throw unknown(type);
    }

    private static IllegalArgumentException unknown(ModificationType type) {
        return new IllegalArgumentException(
                "a modification of type " + type.getName() + " is not for a directory like AD");
    }

    private int[] positions(String... names) {
        return Stream.of(names)
                .map(this::existing)
                .mapToInt(DirectoryEntry::position)
                .sorted()
                .distinct()
                .toArray();
    }

    private DirectoryEntry existing(String target) {
        return tree.find(target).orElseThrow(() -> new IllegalArgumentException("there is no entry " + target));
    }

    private int parentOf(DN name) {
        return tree.named(name.getParent())
                .orElseThrow(() -> new IllegalArgumentException("there is nothing to put " + name + " below"))
                .position();
    }

    private static ObjectKind kind(Attribute... attributes) {
        return Stream.of(attributes)
                .filter(attribute -> attribute.getName().equalsIgnoreCase("objectClass"))
                .flatMap(attribute -> Stream.of(attribute.getValues()))
                .flatMap(name -> ObjectKind.ofClass(name).stream())
                .max(Comparator.comparingInt(kind -> kind.classes().size()))
                .orElseThrow(() -> new IllegalArgumentException("objectClass names no class of the simulated schema"));
    }

    private static AttributeType type(String name) {
        return AttributeType.of(name)
                .orElseThrow(() -> new IllegalArgumentException("the simulated schema has no attribute " + name));
    }

    private static DN parse(String name) {
        try {
            return new DN(name);
        } catch (LDAPException e) {
            throw new IllegalArgumentException("not a distinguished name: " + name, e);
        }
    }
}
