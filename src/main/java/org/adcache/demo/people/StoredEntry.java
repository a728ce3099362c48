package org.adcache.demo.people;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An entry that is kept, not computed: the fixed ones, and every one that was added or changed. */
final class StoredEntry implements DirectoryEntry {
    private final int position;
    private final int parent;
    private final String relativeName;
    private final ObjectKind kind;
    private final UUID guid;
    private final long relativeId;
    private final EnumMap<AttributeType, List<String>> attributes = new EnumMap<>(AttributeType.class);
    private final int[] members;

    StoredEntry(
            int position,
            int parent,
            String relativeName,
            ObjectKind kind,
            UUID guid,
            long relativeId,
            Map<AttributeType, List<String>> attributes,
            int[] members) {
        this.position = position;
        this.parent = parent;
        this.relativeName = relativeName;
        this.kind = kind;
        this.guid = guid;
        this.relativeId = relativeId;
        this.members = members.clone();
        attributes.forEach((type, values) -> this.attributes.put(type, List.copyOf(values)));
    }

    /** A stored copy of any entry. */
    static StoredEntry of(DirectoryEntry entry) {
        EnumMap<AttributeType, List<String>> attributes = new EnumMap<>(AttributeType.class);
        for (AttributeType type : AttributeType.values()) {
            List<String> values = entry.values(type);
            if (!values.isEmpty()) {
                attributes.put(type, values);
            }
        }
        return new StoredEntry(
                entry.position(),
                entry.parent(),
                entry.relativeName(),
                entry.kind(),
                entry.guid(),
                entry.relativeId(),
                attributes,
                entry.members());
    }

    StoredEntry with(Map<AttributeType, List<String>> newAttributes, int[] newMembers) {
        return new StoredEntry(position, parent, relativeName, kind, guid, relativeId, newAttributes, newMembers);
    }

    StoredEntry movedTo(int newParent, String newRelativeName) {
        return new StoredEntry(position, newParent, newRelativeName, kind, guid, relativeId, attributes, members);
    }

    /** A copy that may be changed and given to {@link #with}. */
    EnumMap<AttributeType, List<String>> attributes() {
        return new EnumMap<>(attributes);
    }

    @Override
    public int position() {
        return position;
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
        return kind;
    }

    @Override
    public UUID guid() {
        return guid;
    }

    @Override
    public long relativeId() {
        return relativeId;
    }

    @Override
    public List<String> values(AttributeType type) {
        return attributes.getOrDefault(type, List.of());
    }

    @Override
    public int[] members() {
        return members.clone();
    }
}
