package org.adcache.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.TlsProblems;

/** Stage that connects to the LDAP port of all servers at once. */
final class TcpStage {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST = 20;

    private final TimeLimiter limiter;

    TcpStage(TimeLimiter limiter) {
        this.limiter = limiter;
    }

    /** Returns the reachable servers, in their order. */
    StageResult<List<ServerAddress>> examine(List<ServerAddress> servers) throws ProblemException {
        Map<ServerAddress, TimeLimiter.Started<Duration>> started = new LinkedHashMap<>();
        int millis = (int) Math.max(1, limiter.atMost(TIMEOUT).toMillis());
        servers.stream()
                .limit(MOST)
                .forEach(server -> started.put(server, limiter.start(() -> connect(server, millis))));
        List<ServerAddress> reachable = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        started.forEach((server, attempt) -> {
            try {
                Duration took = attempt.within(TIMEOUT.plusSeconds(1))
                        .orElseThrow(() -> new ExecutionException(new SocketTimeoutException()));
                reachable.add(server);
                facts.add(server + " answers in " + took.toMillis() + " ms");
            } catch (ExecutionException e) {
                Problem problem = TlsProblems.unreachable(
                        server, Optional.ofNullable(e.getCause()).orElse(e));
                problems.add(problem);
                facts.add(problem.detail().replaceFirst("\\.$", ""));
            }
        });
        if (servers.size() > MOST) {
            facts.add((servers.size() - MOST) + " more servers were not tried");
        }
        String detail = String.join(". ", facts) + '.';
        if (reachable.isEmpty()) {
            Problem first = problems.get(0);
            throw new ProblemException(new Problem(first.type(), detail, first.remedy()));
        }
        return StageResult.of(reachable, detail);
    }

    private static Duration connect(ServerAddress server, int millis) throws IOException {
        long begin = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.host(), server.port()), millis);
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
