package org.adcache.demo.rights;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;

/**
 * Read rights of the clients of a simulated directory, which can be changed while it runs. Initially they cover
 * everything but deleted objects, as for an ordinary account of a domain with default rights. Revoking or granting a
 * right is no change of an entry: no USN rises.
 *
 * <p>The service account reads all its own attributes whatever the rights, and those of protected accounts
 * (Administrator, members of Domain Admins), whose descriptor comes from AdminSDHolder.
 */
public final class ClientRights {
    private static final int ADMINISTRATOR = 500;
    private static final int DOMAIN_ADMINS = 512;

    private final DirectoryTree tree;
    private final int self;
    private volatile State state = new State(false, Rights.DEFAULT, Set.of(), Map.of(), Set.of());

    /**
     * All rights of one moment.
     *
     * @param hidden entries that cannot be read, nor what is below
     * @param hiddenAttributes the entries of whose subtrees an attribute cannot be read; {@link DirectoryTree#NONE}
     *     stands for the whole directory
     * @param granted attributes that can be read although the preset does not grant them
     */
    private record State(
            boolean deletedObjects,
            Rights rights,
            Set<Integer> hidden,
            Map<AttributeType, Set<Integer>> hiddenAttributes,
            Set<AttributeType> granted) {
        State {
            hidden = Set.copyOf(hidden);
            hiddenAttributes = Map.copyOf(hiddenAttributes);
            granted = Set.copyOf(granted);
        }
    }

    /**
     * Creates the default rights.
     *
     * @param serviceAccount the common name of the client in the container of users
     */
    public ClientRights(DirectoryTree tree, String serviceAccount) {
        this.tree = tree;
        this.self = tree.find(
                        "CN=" + serviceAccount + ",CN=Users," + tree.domain().baseName())
                .map(DirectoryEntry::position)
                .orElse(DirectoryTree.NONE);
    }

    /** Replaces the preset; single rights that were granted or revoked stay. */
    public synchronized void use(Rights rights) {
        state = new State(state.deletedObjects, rights, state.hidden, state.hiddenAttributes, state.granted);
    }

    /** Makes CN=Deleted Objects and all tombstones readable or not. */
    public synchronized void readDeletedObjects(boolean readable) {
        state = new State(readable, state.rights, state.hidden, state.hiddenAttributes, state.granted);
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
        state = new State(state.deletedObjects, state.rights, hidden, state.hiddenAttributes, state.granted);
    }

    /** Revokes the right to read an attribute of any entry. */
    public void hideAttribute(String name) {
        changeHidden(name, roots -> roots.add(DirectoryTree.NONE));
    }

    /** Revokes the right to read an attribute of an entry and of all below it. */
    public void hideAttribute(String name, String target) {
        int position = position(target);
        changeHidden(name, roots -> roots.add(position));
    }

    /** Grants that right again, wherever it was revoked. */
    public void showAttribute(String name) {
        changeHidden(name, Set::clear);
    }

    private synchronized void changeHidden(String name, Consumer<Set<Integer>> change) {
        AttributeType type = type(name);
        Map<AttributeType, Set<Integer>> all = new EnumMap<>(AttributeType.class);
        all.putAll(state.hiddenAttributes);
        Set<Integer> roots = new HashSet<>(all.getOrDefault(type, Set.of()));
        change.accept(roots);
        all.put(type, Set.copyOf(roots));
        all.values().removeIf(Set::isEmpty);
        state = new State(state.deletedObjects, state.rights, state.hidden, all, state.granted);
    }

    /** Grants the service account an attribute of all entries, as an entry of the domain's root inherited by all. */
    public void grantAttribute(String name) {
        grant(Set.of(type(name)));
    }

    /** The same for all attributes of a property set. */
    public void grant(PropertySet set) {
        grant(set.attributes());
    }

    private synchronized void grant(Set<AttributeType> types) {
        Set<AttributeType> granted = EnumSet.copyOf(types);
        granted.addAll(state.granted);
        state = new State(state.deletedObjects, state.rights, state.hidden, state.hiddenAttributes, granted);
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

    /** Whether an attribute of an entry can be read. */
    public boolean reads(DirectoryEntry entry, AttributeType type) {
        State now = state;
        Set<Integer> roots = now.hiddenAttributes.get(type);
        if (roots != null && (roots.contains(DirectoryTree.NONE) || liesIn(roots, entry))) {
            return false;
        }
        return now.rights.reads(entry.kind(), type)
                || now.granted.contains(type)
                || entry.position() == self
                || isProtected(entry);
    }

    private boolean isProtected(DirectoryEntry entry) {
        Optional<DirectoryEntry> admins = tree.withSid(tree.domainSid() + "-" + DOMAIN_ADMINS);
        return entry.relativeId() == ADMINISTRATOR
                || admins.filter(group -> Arrays.binarySearch(group.members(), entry.position()) >= 0)
                        .isPresent();
    }

    /** Whether an entry, or a tombstone, can be read. */
    public boolean reads(DirectoryEntry entry) {
        State now = state;
        if (entry.isDeleted() && !now.deletedObjects) {
            return false;
        }
        return now.hidden.isEmpty() || !liesIn(now.hidden, entry);
    }

    private boolean liesIn(Set<Integer> roots, DirectoryEntry entry) {
        int position = roots.contains(entry.position()) ? entry.position() : entry.parent();
        while (position != DirectoryTree.NONE && !roots.contains(position)) {
            position = tree.any(position).map(DirectoryEntry::parent).orElse(DirectoryTree.NONE);
        }
        return position != DirectoryTree.NONE;
    }
}
