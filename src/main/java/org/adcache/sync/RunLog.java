package org.adcache.sync;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.adcache.account.ConnectionId;

/** Log of the last 100 runs of all connections, newest first, with totals of all. */
final class RunLog {
    private static final int KEPT = 100;

    private final Deque<RunProgress> runs = new ArrayDeque<>();
    private final Map<TotalsKey, RunTotals> totals = new ConcurrentHashMap<>();

    private record TotalsKey(ConnectionId connection, SyncRun.Outcome outcome) {}

    synchronized void add(RunProgress progress) {
        progress.whenFinished(this::count);
        runs.addFirst(progress);
        if (runs.size() > KEPT) {
            runs.removeLast();
        }
    }

    private void count(ConnectionId connection, SyncRun.Outcome outcome, Duration time) {
        totals.merge(
                new TotalsKey(connection, outcome),
                new RunTotals(connection, outcome, 1, time),
                (before, one) -> new RunTotals(
                        connection, outcome, before.runs() + 1, before.time().plus(time)));
    }

    synchronized List<SyncRun> snapshot() {
        return runs.stream().map(RunProgress::snapshot).toList();
    }

    /** The totals of each connection and outcome that occurred. */
    List<RunTotals> totals() {
        return List.copyOf(totals.values());
    }
}
