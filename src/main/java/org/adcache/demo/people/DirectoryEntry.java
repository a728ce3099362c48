package org.adcache.demo.people;

import java.util.List;
import java.util.UUID;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;

/**
 * One entry in its current state, immutable. Names that depend on other entries (its distinguished name, its members'
 * names) come from the {@link DirectoryTree}. Change numbers count the changes of the whole directory; a controller
 * maps them to its own USNs.
 */
public interface DirectoryEntry {
    /** Number of the entry in its directory. */
    int position();

    /** Position of its parent, or {@link DirectoryTree#NONE} for the root of a naming context. */
    int parent();

    /** The relative name with its type, escaped as AD does: {@code CN=Doe\, John}. */
    String relativeName();

    ObjectKind kind();

    UUID guid();

    /** The last part of its SID, or 0 for an entry without one. */
    long relativeId();

    /**
     * Values of an attribute in text form, empty if it has none. Names, links and SIDs are the tree's task; links are
     * {@link #members()}.
     */
    List<String> values(AttributeType type);

    /** The positions of the members of a group, ascending; some may have been deleted since. Not to be changed. */
    int[] members();

    /** Number of the change that created the entry. */
    default long created() {
        return DirectoryTree.initialChange(position());
    }

    /** The number of its last change. */
    default long changed() {
        return created();
    }

    /**
     * The number of the last change of one attribute, also of one that was removed; else that of the entry's creation.
     */
    default long changed(AttributeType type) {
        return created();
    }

    /** The number that its last change has at the controller where it was made. */
    default long originChanged() {
        return changed();
    }

    /** The same for one attribute. */
    default long originChanged(AttributeType type) {
        return changed(type);
    }

    /** Whether it only stands for an entry of another domain. */
    default boolean isPhantom() {
        return parent() == DirectoryTree.NONE && !kind().holdsOthers();
    }

    /** Whether it is a tombstone, or the container of tombstones. */
    default boolean isDeleted() {
        return false;
    }
}
