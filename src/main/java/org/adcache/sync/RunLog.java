package org.adcache.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Log of the last 100 runs of all connections, newest first. */
final class RunLog {
    private static final int KEPT = 100;

    private final Deque<RunProgress> runs = new ArrayDeque<>();

    synchronized void add(RunProgress progress) {
        runs.addFirst(progress);
        if (runs.size() > KEPT) {
            runs.removeLast();
        }
    }

    synchronized List<SyncRun> snapshot() {
        return runs.stream().map(RunProgress::snapshot).toList();
    }
}
