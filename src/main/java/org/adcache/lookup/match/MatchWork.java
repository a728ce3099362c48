package org.adcache.lookup.match;

import java.util.function.BooleanSupplier;
import org.adcache.budget.QuestionBound;
import org.adcache.budget.QuestionBudgets;
import org.adcache.budget.Work;

/** Work of one match, and the bounds of its groups and paths. */
final class MatchWork {
    private final Work work;
    private final Work paths;
    private final long depth;
    private boolean tooDeep;

    /** @param wanted checked now and then */
    MatchWork(QuestionBudgets budgets, BooleanSupplier wanted) {
        work = new Work(budgets.of(QuestionBound.MATCH_WORK), wanted);
        paths = new Work(budgets.of(QuestionBound.EXPLAIN_LENGTH));
        depth = budgets.limit(QuestionBound.GROUP_DEPTH);
    }

    Work work() {
        return work;
    }

    /** Notes that groups of an owner may be left out, as they lie too deep. */
    void noteTooDeep() {
        tooDeep = true;
    }

    /** Whether groups of any owner so far may be left out. */
    boolean leavesOut() {
        return tooDeep || work.isCut();
    }

    /** The accounts on all paths. */
    Work paths() {
        return paths;
    }

    /** The most groups on the way to another. */
    long depth() {
        return depth;
    }
}
