package org.adcache.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.adcache.sync.Timer;

/** Timer that runs its tasks when a test advances its clock. */
public final class ManualTimer implements Timer {
    private record Task(Instant due, Runnable action) {}

    private final TestClock clock;
    private final List<Task> tasks = new ArrayList<>();

    public ManualTimer(TestClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Cancellation after(Duration delay, Runnable action) {
        Task task = new Task(clock.instant().plus(delay), action);
        tasks.add(task);
        return () -> remove(task);
    }

    private synchronized void remove(Task task) {
        tasks.remove(task);
    }

    /** Advances the clock and runs the tasks that become due, each at its own time. */
    public void pass(Duration duration) {
        Instant end = clock.instant().plus(duration);
        for (Optional<Task> next = next(end); next.isPresent(); next = next(end)) {
            Task task = next.get();
            remove(task);
            if (task.due().isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), task.due()));
            }
            task.action().run();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }

    private synchronized Optional<Task> next(Instant end) {
        return tasks.stream().filter(task -> !task.due().isAfter(end)).min(Comparator.comparing(Task::due));
    }
}
