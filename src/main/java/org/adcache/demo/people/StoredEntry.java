package org.adcache.demo.people;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.Stamps;
import org.jspecify.annotations.Nullable;

/** Stored entry, as opposed to a computed one: a fixed one, or one that was added, changed or deleted. */
final class StoredEntry implements DirectoryEntry {
    private final Identity identity;
    private final int parent;
    private final String relativeName;
    private final EnumMap<AttributeType, List<String>> attributes = new EnumMap<>(AttributeType.class);
    private final int[] members;
    private final Stamps stamps;
    private final Stamps origin;
    private final @Nullable StoredEntry before;

    private StoredEntry(
            Identity identity,
            int parent,
            String relativeName,
            Map<AttributeType, List<String>> attributes,
            int[] members,
            Stamps stamps,
            Stamps origin,
            @Nullable StoredEntry before) {
        this.identity = identity;
        this.parent = parent;
        this.relativeName = relativeName;
        this.members = members;
        this.stamps = stamps;
        this.origin = origin;
        this.before = before;
        attributes.forEach((type, values) -> {
            if (!values.isEmpty()) {
                this.attributes.put(type, List.copyOf(values));
            }
        });
    }

    /** Immutable part of an entry. */
    private record Identity(int position, ObjectKind kind, UUID guid, long relativeId) {}

    /** Creates an entry. */
    static StoredEntry of(
            int position,
            int parent,
            String relativeName,
            ObjectKind kind,
            UUID guid,
            long relativeId,
            Map<AttributeType, List<String>> attributes,
            int[] members,
            Stamps stamps) {
        Identity identity = new Identity(position, kind, guid, relativeId);
        return new StoredEntry(identity, parent, relativeName, attributes, members.clone(), stamps, stamps, null);
    }

    /** A stored copy of any entry. */
    static StoredEntry of(DirectoryEntry entry) {
        if (entry instanceof StoredEntry stored) {
            return stored;
        }
        EnumMap<AttributeType, List<String>> attributes = new EnumMap<>(AttributeType.class);
        for (AttributeType type : AttributeType.values()) {
            attributes.put(type, entry.values(type));
        }
        return of(
                entry.position(),
                entry.parent(),
                entry.relativeName(),
                entry.kind(),
                entry.guid(),
                entry.relativeId(),
                attributes,
                entry.members(),
                Stamps.created(entry.created()));
    }

    StoredEntry with(Map<AttributeType, List<String>> newAttributes, int[] newMembers) {
        return new StoredEntry(identity, parent, relativeName, newAttributes, newMembers, stamps, origin, before);
    }

    /** Copy without members that were deleted for good; that counts as no change. */
    StoredEntry withMembers(int[] newMembers) {
        return with(attributes, newMembers);
    }

    StoredEntry movedTo(int newParent, String newRelativeName) {
        return new StoredEntry(identity, newParent, newRelativeName, attributes, members, stamps, origin, before);
    }

    /** Copy with the stamp of a change. */
    StoredEntry stamped(long change, Set<AttributeType> changed) {
        return new StoredEntry(
                identity,
                parent,
                relativeName,
                attributes,
                members,
                stamps.with(change, changed),
                origin.with(change, changed),
                before);
    }

    /** Copy with the state before deletion, as a tombstone; with empty, as an entry that is none. */
    StoredEntry remembering(Optional<StoredEntry> living) {
        return new StoredEntry(
                identity, parent, relativeName, attributes, members, stamps, origin, living.orElse(null));
    }

    /** Copy for another controller, which has seen none of it yet and counts for itself. */
    StoredEntry arrivedAt(long change) {
        return replicated(Stamps.created(change));
    }

    /** Copy for another controller that has an older state: what is new gets the number of its own change. */
    StoredEntry arrivedAt(long change, DirectoryEntry older) {
        EnumSet<AttributeType> changed = EnumSet.noneOf(AttributeType.class);
        origin.attributes().forEach((type, number) -> {
            if (number > older.originChanged(type)) {
                changed.add(type);
            }
        });
        return replicated(of(older).stamps.with(change, changed));
    }

    private StoredEntry replicated(Stamps local) {
        return new StoredEntry(identity, parent, relativeName, attributes, members, local, origin, before);
    }

    /** State before it became a tombstone. */
    Optional<StoredEntry> before() {
        return Optional.ofNullable(before);
    }

    /** Mutable copy, to be passed to {@link #with}. */
    EnumMap<AttributeType, List<String>> attributes() {
        return new EnumMap<>(attributes);
    }

    /** Attributes that differ from another state of the same entry. */
    Set<AttributeType> differencesTo(StoredEntry other) {
        EnumSet<AttributeType> different = EnumSet.noneOf(AttributeType.class);
        for (AttributeType type : AttributeType.values()) {
            if (!values(type).equals(other.values(type))) {
                different.add(type);
            }
        }
        different.removeAll(AttributeType.OF_EVERY_CHANGE);
        if (!Arrays.equals(members, other.members)) {
            different.add(AttributeType.MEMBER);
        }
        if (parent != other.parent || !relativeName.equals(other.relativeName)) {
            different.add(AttributeType.NAME_OF_RDN);
        }
        return different;
    }

    @Override
    public int position() {
        return identity.position();
    }

    @Override
    public int parent() {
        return parent;
    }

    @Override
    public String relativeName() {
        return relativeName;
    }

    @Override
    public ObjectKind kind() {
        return identity.kind();
    }

    @Override
    public UUID guid() {
        return identity.guid();
    }

    @Override
    public long relativeId() {
        return identity.relativeId();
    }

    @Override
    public List<String> values(AttributeType type) {
        return switch (type) {
            case USN_CREATED -> List.of(Long.toString(stamps.created()));
            case USN_CHANGED -> List.of(Long.toString(stamps.changed()));
            default -> attributes.getOrDefault(type, List.of());
        };
    }

    @Override
    public int[] members() {
        return members;
    }

    @Override
    public long created() {
        return stamps.created();
    }

    @Override
    public long changed() {
        return stamps.changed();
    }

    @Override
    public long changed(AttributeType type) {
        return stamps.of(type);
    }

    @Override
    public long originChanged() {
        return origin.changed();
    }

    @Override
    public long originChanged(AttributeType type) {
        return origin.of(type);
    }

    @Override
    public boolean isDeleted() {
        return !attributes.getOrDefault(AttributeType.IS_DELETED, List.of()).isEmpty();
    }
}
