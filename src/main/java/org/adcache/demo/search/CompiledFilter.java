package org.adcache.demo.search;

import java.util.ArrayList;
import java.util.List;
import org.adcache.demo.people.DirectoryEntry;
import org.jspecify.annotations.Nullable;

/**
 * A compiled filter: a test, and, where the filter names its entries, the only positions worth testing.
 *
 * @param candidates positions, or null if it can be any
 */
public record CompiledFilter(Test test, @Nullable Candidates candidates) {
    /** Condition on an entry. */
    @FunctionalInterface
    interface Test {
        Truth on(DirectoryEntry entry);
    }

    static CompiledFilter anywhere(Test test) {
        return new CompiledFilter(test, null);
    }

    static CompiledFilter only(Candidates positions) {
        return new CompiledFilter(entry -> Truth.of(positions.contains(entry.position())), positions);
    }

    static CompiledFilter never() {
        return only(Candidates.NONE);
    }

    static CompiledFilter undefined() {
        return new CompiledFilter(entry -> Truth.UNDEFINED, Candidates.NONE);
    }

    public boolean matches(DirectoryEntry entry) {
        return test.on(entry) == Truth.TRUE;
    }

    CompiledFilter not() {
        return anywhere(entry -> test.on(entry).not());
    }

    /** Conjunction; the candidates are those of the part with the fewest. */
    static CompiledFilter all(List<CompiledFilter> parts) {
        Candidates fewest = null;
        for (CompiledFilter part : parts) {
            Candidates candidates = part.candidates;
            if (candidates != null && (fewest == null || candidates.count() < fewest.count())) {
                fewest = candidates;
            }
        }
        return new CompiledFilter(entry -> combine(parts, entry, Truth.FALSE, Truth.TRUE), fewest);
    }

    /** Disjunction; without candidates if one part has none. */
    static CompiledFilter any(List<CompiledFilter> parts) {
        List<Candidates> together = new ArrayList<>(parts.size());
        for (CompiledFilter part : parts) {
            Candidates candidates = part.candidates;
            if (candidates != null) {
                together.add(candidates);
            }
        }
        boolean known = together.size() == parts.size();
        return new CompiledFilter(
                entry -> combine(parts, entry, Truth.TRUE, Truth.FALSE), known ? Candidates.union(together) : null);
    }

    private static Truth combine(List<CompiledFilter> parts, DirectoryEntry entry, Truth decisive, Truth otherwise) {
        Truth result = otherwise;
        for (CompiledFilter part : parts) {
            Truth truth = part.test.on(entry);
            if (truth == decisive) {
                return decisive;
            } else if (truth == Truth.UNDEFINED) {
                result = Truth.UNDEFINED;
            }
        }
        return result;
    }
}
