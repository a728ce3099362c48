package org.adcache.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
    private final Budget budget = new Budget("http.limits.connections", 10);

    @Test
    void givesUpToItsLimitAndCountsWhatItRefuses() {
        assertThat(budget.tryTake(6)).isTrue();
        assertThat(budget.tryTake(5)).isFalse();
        assertThat(budget.tryTake(4)).isTrue();
        budget.giveBack(6);

        assertThat(budget.reading()).isEqualTo(new BudgetReading("http.limits.connections", 10, 4, 1));
    }

    @Test
    void boundsTheSizeOfOneThing() {
        assertThat(budget.allows(10)).isTrue();
        assertThat(budget.allows(11)).isFalse();

        assertThat(budget.reading()).isEqualTo(new BudgetReading("http.limits.connections", 10, 0, 1));
    }
}
