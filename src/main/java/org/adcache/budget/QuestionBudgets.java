package org.adcache.budget;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;

/** Budgets of questions, one for each {@link QuestionBound}. Thread-safe. */
public final class QuestionBudgets {
    private final Map<QuestionBound, Budget> budgets = new EnumMap<>(QuestionBound.class);

    private QuestionBudgets(Map<QuestionBound, Long> limits) {
        for (QuestionBound bound : QuestionBound.values()) {
            long limit = limits.getOrDefault(bound, bound.standard());
            budgets.put(bound, new Budget("questions." + bound.key(), limit));
        }
    }

    /** The default budgets. */
    public static QuestionBudgets standard() {
        return of(Map.of());
    }

    /** Budgets with these limits, and the default ones for all other bounds. */
    public static QuestionBudgets of(Map<QuestionBound, Long> limits) {
        return new QuestionBudgets(limits);
    }

    /** Changes the limits to these, and to the default ones for all other bounds. */
    public void change(Map<QuestionBound, Long> limits) {
        budgets.forEach((bound, budget) -> budget.changeLimit(limits.getOrDefault(bound, bound.standard())));
    }

    public Budget of(QuestionBound bound) {
        return Objects.requireNonNull(budgets.get(bound));
    }

    /** The limit of a bound. */
    public long limit(QuestionBound bound) {
        return of(bound).limit();
    }

    /**
     * Checks the size of a question.
     *
     * @param sentence what is wrong, for a limit
     * @throws QuestionRefusedException if it is beyond the bound
     */
    public void check(QuestionBound bound, long size, LongFunction<String> sentence, String remedy) {
        Budget budget = of(bound);
        if (!budget.allows(size)) {
            throw new QuestionRefusedException(sentence.apply(budget.limit()), remedy);
        }
    }

    /** All of them, in the order of the bounds. */
    public List<Budget> all() {
        return List.copyOf(budgets.values());
    }
}
