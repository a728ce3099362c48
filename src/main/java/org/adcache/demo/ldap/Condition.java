package org.adcache.demo.ldap;

import java.util.ArrayList;
import java.util.List;
import org.adcache.demo.people.DirectoryEntry;
import org.jspecify.annotations.Nullable;

/**
 * A compiled filter: a test, and, where the filter names its entries, the only positions worth testing.
 *
 * @param candidates positions, or null if it can be any
 */
record Condition(Test test, @Nullable Candidates candidates) {
    /** Tells whether an entry fulfils a condition. */
    @FunctionalInterface
    interface Test {
        Truth on(DirectoryEntry entry);
    }

    static Condition anywhere(Test test) {
        return new Condition(test, null);
    }

    static Condition only(Candidates positions) {
        return new Condition(entry -> Truth.of(positions.contains(entry.position())), positions);
    }

    static Condition never() {
        return only(Candidates.NONE);
    }

    static Condition undefined() {
        return new Condition(entry -> Truth.UNDEFINED, Candidates.NONE);
    }

    boolean matches(DirectoryEntry entry) {
        return test.on(entry) == Truth.TRUE;
    }

    Condition not() {
        return anywhere(entry -> test.on(entry).not());
    }

    /** True if all are; the candidates are those of the part that has fewest. */
    static Condition all(List<Condition> parts) {
        Candidates fewest = null;
        for (Condition part : parts) {
            Candidates candidates = part.candidates;
            if (candidates != null && (fewest == null || candidates.count() < fewest.count())) {
                fewest = candidates;
            }
        }
        return new Condition(entry -> combine(parts, entry, Truth.FALSE, Truth.TRUE), fewest);
    }

    /** True if one is; it can be anywhere if one part can. */
    static Condition any(List<Condition> parts) {
        List<Candidates> together = new ArrayList<>(parts.size());
        for (Condition part : parts) {
            Candidates candidates = part.candidates;
            if (candidates != null) {
                together.add(candidates);
            }
        }
        boolean known = together.size() == parts.size();
        return new Condition(
                entry -> combine(parts, entry, Truth.TRUE, Truth.FALSE), known ? Candidates.union(together) : null);
    }

    private static Truth combine(List<Condition> parts, DirectoryEntry entry, Truth decisive, Truth otherwise) {
        Truth result = otherwise;
        for (Condition part : parts) {
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
