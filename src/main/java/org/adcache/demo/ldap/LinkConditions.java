package org.adcache.demo.ldap;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import org.adcache.demo.people.AttributeType;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;

/** Conditions on member and memberOf, direct and through any number of groups. The name in them may be any entry's. */
final class LinkConditions {
    private final DirectoryTree tree;

    LinkConditions(DirectoryTree tree) {
        this.tree = tree;
    }

    /** {@code (member=NAME)}: the groups it is in. {@code (memberOf=NAME)}: what is in that group. */
    Condition direct(AttributeType type, String name) {
        BitSet found = new BitSet();
        tree.find(name).ifPresent(entry -> addNext(type, entry, found));
        return Condition.only(found);
    }

    /** The same along a chain of groups; a cycle ends it. */
    Condition chain(AttributeType type, String name) {
        BitSet found = new BitSet();
        Deque<DirectoryEntry> open = new ArrayDeque<>();
        tree.find(name).ifPresent(open::add);
        while (!open.isEmpty()) {
            BitSet next = new BitSet();
            addNext(type, open.remove(), next);
            next.andNot(found);
            found.or(next);
            next.stream().mapToObj(tree::at).flatMap(Optional::stream).forEach(open::add);
        }
        return Condition.only(found);
    }

    private void addNext(AttributeType type, DirectoryEntry entry, BitSet found) {
        int[] next = type == AttributeType.MEMBER ? tree.groupsOf(entry) : tree.members(entry);
        for (int position : next) {
            found.set(position);
        }
    }
}
