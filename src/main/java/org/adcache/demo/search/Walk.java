package org.adcache.demo.search;

import com.unboundid.ldap.sdk.SearchScope;
import java.util.BitSet;
import java.util.Optional;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;

/**
 * Iteration of a search over the positions of the tree: only entries in its scope that match its filter. The scope is
 * decided by the position of the parent, without computing a name.
 */
public final class Walk {
    private final Replica replica;
    private final DirectoryTree tree;
    private final DirectoryEntry base;
    private final SearchScope scope;
    private final CompiledFilter condition;
    private final BitSet containers;
    private final boolean tombstones;
    private final boolean storedOnly;

    public Walk(Replica replica, DirectoryEntry base, SearchScope scope, CompiledFilter condition, boolean tombstones) {
        this.replica = replica;
        this.tree = replica.tree();
        this.tombstones = tombstones;
        this.base = base;
        this.scope = scope;
        this.condition = condition;
        this.containers = scope.equals(SearchScope.BASE) ? new BitSet() : containers();
        this.storedOnly = containers.stream().noneMatch(tree::holdsGenerated);
    }

    private BitSet containers() {
        BitSet found = new BitSet();
        if (scope.equals(SearchScope.ONE)) {
            found.set(base.position());
        } else {
            for (int position : tree.containers(this::liesInBase)) {
                found.set(position);
            }
        }
        return found;
    }

    private boolean liesInBase(int position) {
        int current = position;
        while (current != DirectoryTree.NONE && current != base.position()) {
            current = tree.any(current).map(DirectoryEntry::parent).orElse(DirectoryTree.NONE);
        }
        return current == base.position();
    }

    /** Returns the next match at a position or after it; empty at the end. */
    public Optional<DirectoryEntry> next(int from) {
        for (int position = step(from); position < tree.end(); position = step(position + 1)) {
            Optional<DirectoryEntry> entry =
                    replica.at(position, tombstones).filter(this::inScope).filter(condition::matches);
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    private int step(int from) {
        if (containers.isEmpty()) {
            return from <= base.position() ? base.position() : tree.end();
        }
        Candidates candidates = condition.candidates();
        if (candidates == null) {
            return storedOnly ? tree.nextStored(from) : from;
        }
        int next = candidates.next(from);
        return next < 0 ? tree.end() : next;
    }

    private boolean inScope(DirectoryEntry entry) {
        boolean isBase = entry.position() == base.position();
        if (scope.equals(SearchScope.BASE)) {
            return isBase;
        }
        return (isBase && !scope.equals(SearchScope.ONE))
                || (entry.parent() != DirectoryTree.NONE && containers.get(entry.parent()));
    }
}
