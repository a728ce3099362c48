package org.adcache.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.adcache.budget.Budget;
import org.adcache.budget.BudgetReading;
import org.junit.jupiter.api.Test;

class EntryLimitsTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void fitsMessagesToTheHeap() {
        assertThat(EntryLimits.Sizes.messageFor(64 * MEBIBYTE)).isEqualTo(16 << 20);
        assertThat(EntryLimits.Sizes.messageFor(512 * MEBIBYTE)).isEqualTo(64 << 20);
        assertThat(EntryLimits.Sizes.messageFor(Long.MAX_VALUE)).isEqualTo(128 << 20);
    }

    @Test
    void namesEachBudgetAfterItsKey() {
        assertThat(EntryLimits.defaults().budgets())
                .extracting(Budget::reading)
                .extracting(BudgetReading::key)
                .containsExactly(
                        "entries.dn-depth",
                        "entries.dn-length",
                        "entries.max-values",
                        "entries.max-value-length",
                        "entries.max-length",
                        "entries.max-words-length",
                        "entries.max-members");
    }

    @Test
    void isEqualToLimitsOfTheSameSizes() {
        assertThat(EntryLimits.defaults()).isEqualTo(EntryLimits.defaults()).hasSameHashCodeAs(EntryLimits.defaults());
    }
}
