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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Changes entries while the directory runs, as an administrator would. Each change raises the USN and stamps the entry. A
 * target is named as in a search: by distinguished name, {@code <GUID=…>} or {@code <SID=…>}. A group's members follow
 * when they are renamed, and leave it when they are deleted, without a change of the group, as in AD.
 */
public final class DirectoryChanges {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'.0Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DirectoryTree tree;
    private final Clock clock;

    public DirectoryChanges(DirectoryTree tree, Clock clock) {
        this.tree = tree;
        this.clock = clock;
    }

    /** Adds an entry below an existing one. Its objectClass decides what it is; it gets a GUID, and a SID if it can. */
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
        int position = tree.end();
        long usn = tree.highestUsn() + 1;
        entry.with(AttributeType.USN_CREATED, Long.toString(usn));
        commit(entry.at(position).build(tree.mixer()), usn);
        return tree.mixer().guid(position);
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
        commit(entry.with(attributes, members), tree.highestUsn() + 1);
    }

    /** Replaces an attribute's values; without values it is removed. */
    public void replace(String target, String attribute, String... values) {
        modify(target, new Modification(ModificationType.REPLACE, attribute, values));
    }

    /** Gives an entry a new name, a new place or both; what lies below goes with it, unchanged. */
    public synchronized void rename(String target, String newDistinguishedName) {
        DN name = parse(newDistinguishedName);
        String type = name.getRDN().getAttributeNames()[0].toUpperCase(Locale.ROOT);
        String value = name.getRDN().getAttributeValues()[0];
        StoredEntry moved = StoredEntry.of(existing(target)).movedTo(parentOf(name), RelativeNames.of(type, value));
        Map<AttributeType, List<String>> attributes = moved.attributes();
        attributes.put(AttributeType.NAME_OF_RDN, List.of(value));
        attributes.put(type(type), List.of(value));
        commit(moved.with(attributes, moved.members()), tree.highestUsn() + 1);
    }

    /** Deletes an entry nothing lies below. */
    public synchronized void delete(String target) {
        DirectoryEntry entry = existing(target);
        boolean empty = IntStream.range(0, tree.end())
                .mapToObj(tree::at)
                .flatMap(Optional::stream)
                .noneMatch(each -> each.parent() == entry.position());
        if (!empty) {
            throw new IllegalArgumentException("there are entries below " + target);
        }
        tree.remove(entry.position());
        tree.raiseUsn(tree.highestUsn() + 1);
    }

    private void commit(StoredEntry entry, long usn) {
        Map<AttributeType, List<String>> attributes = entry.attributes();
        attributes.put(AttributeType.USN_CHANGED, List.of(Long.toString(usn)));
        attributes.put(AttributeType.WHEN_CHANGED, List.of(TIME.format(clock.instant())));
        tree.put(entry.with(attributes, entry.members()));
        tree.raiseUsn(usn);
    }

    private int[] changed(int[] members, Modification modification) {
        List<Integer> before = IntStream.of(members).boxed().toList();
        List<Integer> named =
                IntStream.of(positions(modification.getValues())).boxed().toList();
        return changed(before, modification, named).stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private static <T> List<T> changed(List<T> before, Modification modification, List<T> named) {
        ModificationType type = modification.getModificationType();
        if (type.equals(ModificationType.REPLACE)) {
            return named;
        } else if (type.equals(ModificationType.ADD)) {
            return Stream.concat(before.stream(), named.stream()).distinct().toList();
        } else if (type.equals(ModificationType.DELETE)) {
            List<T> left = new ArrayList<>(before);
            left.removeAll(named);
            return named.isEmpty() ? List.of() : left;
        }
        throw new IllegalArgumentException(
                "a modification of type " + type.getName() + " is not for a directory like AD");
    }

    private int[] positions(String... names) {
        return Stream.of(names)
                .map(this::existing)
                .mapToInt(DirectoryEntry::position)
                .sorted()
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
