package org.adcache.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.adcache.account.ConnectionId;
import org.adcache.directory.Check;

/** An examiner that notes whom it was to examine, and answers when the test says so. */
final class FakeExaminer implements Examiner {
    private final List<ConnectionId> examined = new ArrayList<>();
    private CompletableFuture<List<Check>> answer = CompletableFuture.completedFuture(List.of());

    @Override
    public synchronized CompletableFuture<List<Check>> examine(ConnectionId connection) {
        examined.add(connection);
        return answer;
    }

    synchronized void answers(CompletableFuture<List<Check>> future) {
        answer = future;
    }

    synchronized List<ConnectionId> examined() {
        return List.copyOf(examined);
    }
}
