package org.adcache.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.adcache.account.ConnectionId;
import org.adcache.doctor.CheckResult;

/** Fake that records the connections to examine, and completes when the test says so. */
public final class FakeExaminer implements Examiner {
    private final List<ConnectionId> examined = new ArrayList<>();
    private CompletableFuture<List<CheckResult>> answer = CompletableFuture.completedFuture(List.of());

    @Override
    public synchronized CompletableFuture<List<CheckResult>> examine(ConnectionId connection) {
        examined.add(connection);
        return answer;
    }

    public synchronized void answers(CompletableFuture<List<CheckResult>> future) {
        answer = future;
    }

    public synchronized List<ConnectionId> examined() {
        return List.copyOf(examined);
    }
}
