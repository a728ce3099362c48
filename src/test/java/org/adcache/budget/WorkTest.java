package org.adcache.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkTest {
    private final Budget budget = new Budget("questions.suggest-work", 100);

    @Test
    void isCutBeyondTheBoundAndCountedOnce() {
        Work work = new Work(budget);
        assertThat(work.spend(60)).isTrue();
        assertThat(work.spend(40)).isTrue();
        assertThat(work.isCut()).isFalse();
        assertThat(work.spend(1)).isFalse();
        assertThat(work.spend(0)).isFalse();
        assertThat(work.isCut()).isTrue();
        assertThat(work.spent()).isEqualTo(101);
        assertThat(budget.reading().refused()).isEqualTo(1);
        assertThat(new Work(budget).spend(100)).isTrue();
    }

    @Test
    void endsWhenItIsNotWantedAnyMore() {
        AtomicBoolean wanted = new AtomicBoolean(true);
        Work work = new Work(new Budget("questions.match-work", 1_000_000), wanted::get);
        work.spend(500_000);
        work.checkWanted();
        wanted.set(false);
        assertThatThrownBy(() -> work.spend(400_000)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(work::checkWanted).isInstanceOf(CancellationException.class);
    }
}
