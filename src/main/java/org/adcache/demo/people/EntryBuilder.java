package org.adcache.demo.people;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.RelativeNames;
import org.adcache.demo.schema.Stamps;

/** Builder of one stored entry; the attributes that every entry has are filled in by {@link #build}. */
final class EntryBuilder {
    private final ObjectKind kind;
    private final int parent;
    private final String nameType;
    private final String name;
    private final Map<AttributeType, List<String>> attributes = new EnumMap<>(AttributeType.class);
    private int position = DirectoryTree.NONE;
    private long relativeId;
    private long change = -1;
    private int[] members = {};
    private Optional<UUID> guid = Optional.empty();

    EntryBuilder(ObjectKind kind, int parent, String nameType, String name) {
        this.kind = kind;
        this.parent = parent;
        this.nameType = nameType;
        this.name = name;
    }

    EntryBuilder with(AttributeType type, String... values) {
        attributes.put(type, List.of(values));
        return this;
    }

    EntryBuilder relativeId(long newRelativeId) {
        this.relativeId = newRelativeId;
        return this;
    }

    EntryBuilder members(int... newMembers) {
        this.members = Arrays.stream(newMembers).sorted().distinct().toArray();
        return this;
    }

    /** Sets the number of the change that creates it; without one it exists from the start. */
    EntryBuilder madeBy(long newChange) {
        this.change = newChange;
        return this;
    }

    EntryBuilder at(int newPosition) {
        this.position = newPosition;
        return this;
    }

    /** Sets the GUID of an object that comes from another domain; others have one that follows from their position. */
    EntryBuilder guid(UUID newGuid) {
        this.guid = Optional.of(newGuid);
        return this;
    }

    int position() {
        return position;
    }

    ObjectKind kind() {
        return kind;
    }

    /** The relative name, also for the root of a naming context, where it is the whole name. */
    private String relativeName() {
        return parent == DirectoryTree.NONE ? name : RelativeNames.of(nameType, name);
    }

    StoredEntry build(Mixer mixer) {
        EnumMap<AttributeType, List<String>> all = new EnumMap<>(AttributeType.class);
        all.put(AttributeType.OBJECT_CLASS, kind.classes());
        UUID identity = guid.orElseGet(() -> mixer.guid(position));
        all.put(AttributeType.OBJECT_GUID, List.of(identity.toString()));
        all.put(AttributeType.INSTANCE_TYPE, List.of(parent == DirectoryTree.NONE ? "5" : "4"));
        all.put(AttributeType.WHEN_CREATED, List.of(DirectoryTree.CREATED));
        all.put(AttributeType.WHEN_CHANGED, List.of(DirectoryTree.CREATED));
        if (parent != DirectoryTree.NONE) {
            all.put(AttributeType.NAME_OF_RDN, List.of(name));
            AttributeType.of(nameType).ifPresent(type -> all.put(type, List.of(name)));
        }
        all.putAll(attributes);
        long id = relativeId != 0 || !hasSid() ? relativeId : DirectoryTree.relativeId(position);
        Stamps stamps = Stamps.created(change < 0 ? DirectoryTree.initialChange(position) : change);
        return StoredEntry.of(position, parent, relativeName(), kind, identity, id, all, members, stamps);
    }

    private boolean hasSid() {
        boolean isPrincipal = kind.isAccount() || kind == ObjectKind.GROUP;
        return isPrincipal && !attributes.containsKey(AttributeType.OBJECT_SID);
    }
}
