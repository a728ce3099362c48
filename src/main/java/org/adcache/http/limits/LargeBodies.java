package org.adcache.http.limits;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.adcache.budget.Budget;
import org.adcache.http.problem.HttpProblem;

/**
 * Bounded queue of large bodies: at most half of the processors answer them at once, so that the selectors keep the
 * others for short questions. Thread-safe.
 */
public final class LargeBodies {
    /** The answer to a smaller one takes at most a millisecond or two. */
    public static final int LARGE = 8 << 10;

    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final Budget budget;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /** @param budget of bodies that are being answered or wait for it */
    public LargeBodies(Budget budget) {
        this.budget = budget;
    }

    /**
     * Runs a task, at once or after others.
     *
     * @throws HttpProblem if too many are waiting
     */
    public void execute(Executor executor, Runnable task) {
        if (!budget.tryTake(1)) {
            throw HttpProblem.beyond("http.limits.large-bodies", "Too many large bodies wait for their answers.");
        }
        synchronized (this) {
            waiting.add(task);
            if (running == AT_ONCE) {
                return;
            }
            running++;
        }
        executor.execute(this::runAll);
    }

    private void runAll() {
        Optional<Runnable> task = next();
        while (task.isPresent()) {
            try {
                task.get().run();
            } finally {
                budget.giveBack(1);
            }
            task = next();
        }
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> task = Optional.ofNullable(waiting.poll());
        if (task.isEmpty()) {
            running--;
        }
        return task;
    }
}
