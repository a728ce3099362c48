package org.adcache.demo.search;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;

/** Conditions on member and memberOf, direct and through any number of groups. The name in them may be any entry's. */
final class LinkConditions {
    private final Replica replica;
    private final DirectoryTree tree;

    LinkConditions(Replica replica) {
        this.replica = replica;
        this.tree = replica.tree();
    }

    /** {@code (member=NAME)}: the groups it is in. {@code (memberOf=NAME)}: what is in that group. */
    CompiledFilter direct(AttributeType type, String name) {
        return CompiledFilter.only(tree.find(name)
                .map(entry -> Candidates.of(Arrays.stream(next(type, entry))))
                .orElse(Candidates.NONE));
    }

    /** The same along a chain of groups; a cycle ends it. */
    CompiledFilter chain(AttributeType type, String name) {
        BitSet found = new BitSet();
        Deque<DirectoryEntry> open = new ArrayDeque<>();
        tree.find(name).ifPresent(open::add);
        while (!open.isEmpty()) {
            for (int position : next(type, open.remove())) {
                if (!found.get(position)) {
                    found.set(position);
                    tree.at(position).ifPresent(open::add);
                }
            }
        }
        return CompiledFilter.only(Candidates.of(found.stream()));
    }

    /** A condition is judged by the rights on the attribute that it names, of the entries that it finds. */
    private int[] next(AttributeType type, DirectoryEntry entry) {
        int[] linked = type == AttributeType.MEMBER ? tree.groupsOf(entry) : tree.members(entry);
        return Arrays.stream(linked)
                .filter(position -> tree.any(position)
                        .filter(found -> replica.reads(found, type))
                        .isPresent())
                .toArray();
    }
}
