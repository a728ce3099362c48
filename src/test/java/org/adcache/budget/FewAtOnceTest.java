package org.adcache.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class FewAtOnceTest {
    private final Budget waiting = new Budget("questions.suggest-waiting", 3);
    private final List<Runnable> threads = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();

    private void runThreads() {
        while (!threads.isEmpty()) {
            threads.remove(0).run();
        }
    }

    @Test
    void runsTasksInOrderOnAsManyThreadsAsAllowed() {
        FewAtOnce few = new FewAtOnce(1, waiting);
        for (String name : List.of("a", "b", "c")) {
            assertThat(few.execute(threads::add, () -> ran.add(name))).isTrue();
        }
        assertThat(threads).hasSize(1);
        runThreads();
        assertThat(ran).containsExactly("a", "b", "c");
        assertThat(waiting.reading().inUse()).isZero();
        assertThat(few.execute(threads::add, () -> ran.add("d"))).isTrue();
        runThreads();
        assertThat(ran).endsWith("d");
    }

    @Test
    void refusesWhenTooManyWait() {
        FewAtOnce few = new FewAtOnce(2, waiting);
        for (int i = 0; i < 3; i++) {
            assertThat(few.execute(threads::add, () -> ran.add("x"))).isTrue();
        }
        assertThat(few.execute(threads::add, () -> ran.add("y"))).isFalse();
        assertThat(waiting.reading().refused()).isEqualTo(1);
        assertThat(threads).hasSize(2);
        runThreads();
        assertThat(ran).containsExactly("x", "x", "x");
    }

    @Test
    void aTaskAddedByATaskRunsToo() {
        FewAtOnce few = new FewAtOnce(1, waiting);
        few.execute(threads::add, () -> few.execute(threads::add, () -> ran.add("inner")));
        runThreads();
        assertThat(ran).containsExactly("inner");
    }

    @Test
    void anExecutorThatHasEndedTakesNoThread() {
        FewAtOnce few = new FewAtOnce(1, waiting);
        assertThatThrownBy(() -> few.execute(
                        task -> {
                            throw new RejectedExecutionException();
                        },
                        () -> ran.add("never")))
                .isInstanceOf(RejectedExecutionException.class);
        few.execute(threads::add, () -> ran.add("next"));
        runThreads();
        assertThat(ran).endsWith("next");
    }
}
