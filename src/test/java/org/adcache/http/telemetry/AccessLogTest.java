package org.adcache.http.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.adcache.account.ProblemException;
import org.adcache.auth.CallerKind;
import org.adcache.auth.Principal;
import org.adcache.http.TestServer;
import org.adcache.testing.Eventually;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** One logger for all servers of this process, so these tests run alone. */
@ResourceLock("adcache.access")
class AccessLogTest {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean blocked;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (blocked) {
                awaitGate();
            }
            events.add(event);
        }
    };
    private final Logger logger = (Logger) LoggerFactory.getLogger("adcache.access");

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    @AfterEach
    void leave() {
        gate.countDown();
        logger.detachAppender(appender);
        logger.setAdditive(true);
    }

    private void awaitGate() {
        boolean interrupted = false;
        while (gate.getCount() > 0) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> messages() {
        return events.stream()
                .map(event -> event.getFormattedMessage().replaceFirst("\\d+ B \\d+ µs", "B µs"))
                .toList();
    }

    @Test
    void logsEachRequestOfFastPathAndServletsWithoutWhatItAskedFor() throws Exception {
        try (TestServer server = TestServer.start();
                AccessLog log = server.telemetry.accessLog()) {
            log.enable(true);
            server.questions.holds("user1@corp.example", People.user(1));
            server.raw("GET /v1/lookup?key=user1@corp.example HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer "
                    + server.admin + "\r\n\r\n");
            server.post("/v1/lookup", "{\"keys\":[\"user1@corp.example\"]}");
            server.send(server.request("/v1/accounts/00000000-0000-0000-0000-000000000001", server.lookup)
                    .header("X-Request-Id", "q1"));
            server.raw("GET /v1/lookup?key=secret HTTP/1.1\r\nHost: gateway\r\n\r\n");
            server.send(server.request("/nowhere/secret", server.admin));
            Eventually.until(() -> events.size() >= 5);
            String admin = "token:" + id(server, "ops");
            String gateway = "token:" + id(server, "gateway");
            assertThat(messages())
                    .hasSize(5)
                    .anyMatch(line -> line.equals("GET /v1/lookup 200 B µs " + admin + " -"))
                    .anyMatch(line -> line.equals("POST /v1/lookup 200 B µs " + admin + " -"))
                    .anyMatch(line -> line.equals("GET /v1/accounts/{objectGUID} 404 B µs " + gateway + " q1"))
                    .anyMatch(line -> line.equals("GET /v1/lookup 401 B µs - -"))
                    .anyMatch(line -> line.matches("GET none 404 B µs - [0-9a-f]{16}"))
                    .noneMatch(line -> line.contains("secret") || line.contains("user1"));
        }
    }

    private static String id(TestServer server, String name) throws ProblemException {
        return server.tokens.list().stream()
                .filter(token -> token.name().equals(Optional.of(name)))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void hasTheFieldsByNameInJson() throws Exception {
        try (AccessLog log = new AccessLog()) {
            log.enable(true);
            RequestRecord record = new Telemetry(new RequestMetrics(), log).connection();
            record.begin("q1", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
            record.caller(Principal.ofCertificate("gw1", Set.of()));
            record.finish(200, 17);
            Eventually.until(() -> !events.isEmpty());
            assertThat(events.get(0).getKeyValuePairs().stream()
                            .filter(pair -> !pair.key.equals("micros"))
                            .collect(Collectors.toMap(
                                    (KeyValuePair pair) -> pair.key, pair -> String.valueOf(pair.value))))
                    .containsEntry("status", "200")
                    .containsEntry("bytes", "17")
                    .containsEntry("caller", "certificate:gw1")
                    .containsEntry("requestId", "q1")
                    .containsEntry("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
        }
    }

    @Test
    void namesNoPerson() throws Exception {
        try (AccessLog log = new AccessLog()) {
            log.enable(true);
            RequestRecord record = new Telemetry(new RequestMetrics(), log).connection();
            record.begin(null, null);
            record.caller(
                    new Principal(CallerKind.LOCAL, "local", Optional.empty(), Set.of(), Set.of(), Optional.empty()));
            record.finish(200, 0);
            Eventually.until(() -> !events.isEmpty());
            assertThat(messages().get(0)).endsWith(" local -");
        }
    }

    @Test
    void isOffUntilItIsTurnedOn() {
        try (AccessLog log = new AccessLog()) {
            RequestRecord record = new Telemetry(new RequestMetrics(), log).connection();
            record.begin(null, null);
            record.finish(200, 0);
            log.enable(true);
            log.enable(false);
            record.finish(200, 0);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void dropsAndCountsWhatASlowOutputDoesNotTake() throws Exception {
        blocked = true;
        AccessLog log = new AccessLog();
        log.enable(true);
        RequestRecord record = new Telemetry(new RequestMetrics(), log).connection();
        record.begin(null, null);
        for (int i = 0; i < 10_100; i++) {
            record.finish(200, 0);
        }
        // The thread that waits for the output has one line in its hands.
        assertThat(log.dropped()).isBetween(99L, 100L);
        gate.countDown();
        log.close();
        Eventually.until(() -> events.size() + log.dropped() == 10_100);
    }
}
