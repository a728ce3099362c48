package org.adcache.demo.people;

import java.util.List;
import java.util.UUID;

/**
 * One entry as it is now, immutable. Names that depend on other entries (its distinguished name, its members' names) come
 * from the {@link DirectoryTree}.
 */
public interface DirectoryEntry {
    /** The number of the entry in its directory. */
    int position();

    /** The position of the entry it lies below, or {@link DirectoryTree#NONE} for the root of a naming context. */
    int parent();

    /** The relative name with its type, escaped as AD does: {@code CN=Doe\, John}. */
    String relativeName();

    ObjectKind kind();

    UUID guid();

    /** The last part of its SID, or 0 for an entry without one. */
    long relativeId();

    /**
     * The values of an attribute in text form, empty if it has none. Names, links and SIDs are left to the tree; links are
     * {@link #members()}.
     */
    List<String> values(AttributeType type);

    /** The positions of the members of a group, ascending; some may have been deleted since. Not to be changed. */
    int[] members();
}
