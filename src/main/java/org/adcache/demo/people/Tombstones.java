package org.adcache.demo.people;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.RelativeNames;

/** Rules of deletion and restoration (MS-ADTS 3.1.1.5.5 and 3.1.1.5.3.7.3). */
final class Tombstones {
    private static final int LONGEST_NAME = 75;

    /** Those of the simulated schema that a tombstone keeps: searchFlags bit 0x8, and what AD itself needs. */
    private static final Set<AttributeType> KEPT = EnumSet.of(
            AttributeType.OBJECT_CLASS,
            AttributeType.OBJECT_GUID,
            AttributeType.OBJECT_SID,
            AttributeType.INSTANCE_TYPE,
            AttributeType.SAM_ACCOUNT_NAME,
            AttributeType.USER_ACCOUNT_CONTROL,
            AttributeType.GROUP_TYPE,
            AttributeType.LEGACY_EXCHANGE_DN,
            AttributeType.DNS_HOST_NAME,
            AttributeType.WHEN_CREATED,
            AttributeType.WHEN_CHANGED);

    private final boolean recycleBin;

    /**
     * The rules of a forest.
     *
     * @param recycleBin whether deleted entries keep their attributes and are restored with their links
     */
    Tombstones(boolean recycleBin) {
        this.recycleBin = recycleBin;
    }

    boolean recycleBin() {
        return recycleBin;
    }

    StoredEntry delete(StoredEntry entry, String parentName, int deletedObjects) {
        String type = nameType(entry);
        String name = value(entry);
        String mangled = name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "\nDEL:" + entry.guid();
        Map<AttributeType, List<String>> attributes = entry.attributes();
        if (recycleBin) {
            attributes.remove(AttributeType.SAM_ACCOUNT_TYPE);
        } else {
            attributes.keySet().retainAll(KEPT);
            attributes.put(AttributeType.IS_RECYCLED, List.of("TRUE"));
        }
        attributes.put(AttributeType.IS_DELETED, List.of("TRUE"));
        attributes.put(AttributeType.LAST_KNOWN_PARENT, List.of(parentName));
        attributes.put(AttributeType.NAME_OF_RDN, List.of(mangled));
        AttributeType.of(type).ifPresent(named -> attributes.put(named, List.of(mangled)));
        return entry.movedTo(deletedObjects, RelativeNames.of(type, mangled))
                .with(attributes, new int[0])
                .remembering(Optional.of(entry));
    }

    StoredEntry restore(StoredEntry tombstone, StoredEntry before) {
        String type = nameType(before);
        Map<AttributeType, List<String>> attributes =
                recycleBin ? before.attributes() : new EnumMap<>(tombstone.attributes());
        attributes.remove(AttributeType.IS_DELETED);
        attributes.remove(AttributeType.IS_RECYCLED);
        // AD leaves lastKnownParent on a restored object.
        attributes.put(AttributeType.LAST_KNOWN_PARENT, tombstone.values(AttributeType.LAST_KNOWN_PARENT));
        attributes.put(AttributeType.NAME_OF_RDN, List.of(value(before)));
        AttributeType.of(type).ifPresent(named -> attributes.put(named, List.of(value(before))));
        return tombstone
                .movedTo(before.parent(), before.relativeName())
                .with(attributes, recycleBin ? before.members() : new int[0])
                .remembering(Optional.empty());
    }

    private static String nameType(DirectoryEntry entry) {
        return entry.relativeName().substring(0, entry.relativeName().indexOf('='));
    }

    private static String value(DirectoryEntry entry) {
        return entry.values(AttributeType.NAME_OF_RDN).get(0);
    }
}
