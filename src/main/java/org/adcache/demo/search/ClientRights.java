package org.adcache.demo.search;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;

/**
 * Read rights of the clients of a simulated directory, which can be changed while it runs. Initially they cover
 * everything but deleted objects, as for an ordinary account. Revoking or granting a right is no change of an entry:
 * no USN rises.
 */
public final class ClientRights {
    private final DirectoryTree tree;
    private volatile State state = new State(false, Set.of(), Set.of());

    private record State(boolean deletedObjects, Set<Integer> hidden, Set<AttributeType> attributes) {
        State {
            hidden = Set.copyOf(hidden);
            attributes = Set.copyOf(attributes);
        }
    }

    public ClientRights(DirectoryTree tree) {
        this.tree = tree;
    }

    /** Makes CN=Deleted Objects and all tombstones readable or not. */
    public synchronized void readDeletedObjects(boolean readable) {
        state = new State(readable, state.hidden, state.attributes);
    }

    /** Makes an entry and all below it unreadable: an organizational unit or a single account. */
    public void hide(String target) {
        int position = position(target);
        changeHidden(hidden -> hidden.add(position));
    }

    /** Makes what was hidden readable again. */
    public void show(String target) {
        int position = position(target);
        changeHidden(hidden -> hidden.remove(position));
    }

    private synchronized void changeHidden(Consumer<Set<Integer>> change) {
        Set<Integer> hidden = new HashSet<>(state.hidden);
        change.accept(hidden);
        state = new State(state.deletedObjects, hidden, state.attributes);
    }

    /** Revokes the right to read an attribute of any entry. */
    public synchronized void hideAttribute(String name) {
        Set<AttributeType> attributes = new HashSet<>(state.attributes);
        attributes.add(type(name));
        state = new State(state.deletedObjects, state.hidden, attributes);
    }

    /** Grants that right again. */
    public synchronized void showAttribute(String name) {
        Set<AttributeType> attributes = EnumSet.noneOf(AttributeType.class);
        attributes.addAll(state.attributes);
        attributes.remove(type(name));
        state = new State(state.deletedObjects, state.hidden, attributes);
    }

    private int position(String target) {
        return tree.findAny(target)
                .map(DirectoryEntry::position)
                .orElseThrow(() -> new IllegalArgumentException("there is no entry " + target));
    }

    private static AttributeType type(String name) {
        return AttributeType.of(name)
                .orElseThrow(() -> new IllegalArgumentException("the simulated schema has no attribute " + name));
    }

    /** Whether tombstones can be read. */
    boolean readsDeletedObjects() {
        return state.deletedObjects;
    }

    boolean reads(AttributeType type) {
        return !state.attributes.contains(type);
    }

    /** Whether an entry, or a tombstone, can be read. */
    boolean reads(DirectoryEntry entry) {
        State now = state;
        if (entry.isDeleted() && !now.deletedObjects) {
            return false;
        }
        return now.hidden.isEmpty() || !liesIn(now.hidden, entry);
    }

    private boolean liesIn(Set<Integer> hidden, DirectoryEntry entry) {
        int position = entry.position();
        while (position != DirectoryTree.NONE && !hidden.contains(position)) {
            position = tree.any(position).map(DirectoryEntry::parent).orElse(DirectoryTree.NONE);
        }
        return position != DirectoryTree.NONE;
    }
}
