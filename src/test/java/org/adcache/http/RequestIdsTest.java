package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.doctor.CheckResult;
import org.adcache.http.problem.ExceptionMapper;
import org.adcache.testing.Eventually;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Ids of requests in answers and in the log, and the counts of requests. */
class RequestIdsTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String FRESH = "[0-9a-f]{16}";

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
        server.questions.holds("a", People.user(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer.Got get(String path, String id) {
        return server.send(
                server.request(path, server.admin).header("X-Request-Id", id).header("traceparent", TRACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/lookup?key=a",
                "/v1/lookup?key=b",
                "/v1/lookup?key=",
                "/v1/suggest?q=a",
                "/v1/suggest?q=a+b+c+d+e",
                "/v1/status",
                "/v1/accounts/00000000-0000-0000-0000-000000000001",
                "/nowhere",
                "/livez"
            })
    void answersWithTheIdsOfTheRequest(String path) {
        TestServer.Got got = get(path, "mail-17");
        assertThat(got.header("X-Request-Id")).contains("mail-17");
        assertThat(got.header("traceparent")).contains(TRACE);
    }

    /** The answer of the fast path, which Java's client does not reach: its requests have headers for upgrades. */
    private String fast(String target, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: gateway\r\n");
        head.append("Authorization: Bearer ").append(server.admin).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return server.raw(head.append("\r\n").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/lookup?key=a", "/v1/lookup?key=b", "/v1/lookup", "/v1/suggest?q=a+b+c+d+e"})
    void theFastPathAnswersWithTheIdsOfTheRequest(String target) throws Exception {
        assertThat(fast(target, "x-request-id: mail-17", "Traceparent: " + TRACE))
                .contains("\r\nX-Request-Id: mail-17\r\n")
                .contains("\r\ntraceparent: " + TRACE + "\r\n");
        assertThat(fast(target, "X-Request-Id: two words")).containsPattern("\r\nX-Request-Id: " + FRESH + "\r\n");
    }

    @Test
    void answersABodyWithTheIdsOfTheRequest() {
        HttpRequest.Builder request = server.request("/v1/lookup", server.admin).header("X-Request-Id", "mail-17");
        assertThat(server.send(request.POST(HttpRequest.BodyPublishers.ofString("{\"keys\":[\"a\"]}")))
                        .header("X-Request-Id"))
                .contains("mail-17");
        assertThat(server.send(request.POST(HttpRequest.BodyPublishers.ofString("{")))
                        .header("X-Request-Id"))
                .contains("mail-17");
    }

    @Test
    void replacesAnIdThatIsNotValid() {
        assertThat(get("/v1/lookup?key=a", "two words").header("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches(FRESH));
        assertThat(get("/livez", "two words").header("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches(FRESH));
    }

    @Test
    void theFastPathAddsNothingToTheAnswerOfACallerWhoSendsNoId() throws Exception {
        assertThat(fast("/v1/lookup?key=a")).contains("200 OK").doesNotContain("X-Request-Id", "traceparent");
        assertThat(fast("/livez")).contains("200 OK").doesNotContain("X-Request-Id", "traceparent");
        assertThat(server.get("/readyz").header("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches(FRESH));
    }

    @Test
    void ignoresATraceThatIsNotValid() {
        TestServer.Got got = server.send(
                server.request("/v1/lookup?key=a", server.admin).header("traceparent", TRACE.replace("00-", "ff-")));
        assertThat(got.header("traceparent")).isEmpty();
    }

    private static final class Captured extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
        private final Logger logger = (Logger) LoggerFactory.getLogger(ExceptionMapper.class);

        Captured() {
            start();
            logger.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }

        List<Map<String, String>> ids() {
            return events.stream().map(ILoggingEvent::getMDCPropertyMap).toList();
        }

        @Override
        public void close() {
            logger.detachAppender(this);
        }
    }

    @Test
    void aLineOfTheLogAndTheAnswerHaveTheSameId() {
        server.questions.whenSummed = () -> {
            throw new IllegalStateException("unexpected");
        };
        try (Captured log = new Captured()) {
            assertThat(get("/v1/status", "mail-18").status()).isEqualTo(500);
            assertThat(log.ids())
                    .contains(Map.of("requestId", "mail-18", "traceId", "4bf92f3577b34da6a3ce929d0e0e4736"));
            String fresh = server.get("/v1/status").header("X-Request-Id").orElseThrow();
            assertThat(log.ids()).contains(Map.of("requestId", fresh));
        }
    }

    @Test
    void aFailureOfADeferredAnswerIsLoggedWithTheIds() {
        CompletableFuture<List<CheckResult>> run = new CompletableFuture<>();
        server.examiner.answers(run);
        var unused = CompletableFuture.runAsync(
                () -> run.completeExceptionally(new IllegalStateException("unexpected")),
                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
        try (Captured log = new Captured()) {
            HttpRequest.Builder request =
                    server.request("/v1/doctor/corp", server.admin).header("X-Request-Id", "mail-20");
            assertThat(server.send(request.POST(HttpRequest.BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(500);
            assertThat(log.ids()).contains(Map.of("requestId", "mail-20"));
        }
    }

    @Test
    void aFailureOnTheFastPathGetsAnIdInAnyCase() throws Exception {
        server.questions.failure = Optional.of(new IllegalStateException("unexpected"));
        try (Captured log = new Captured()) {
            assertThat(fast("/v1/lookup?key=a", "X-Request-Id: mail-19")).contains("500 ", "X-Request-Id: mail-19");
            assertThat(log.ids()).contains(Map.of("requestId", "mail-19"));
            Matcher fresh = Pattern.compile("X-Request-Id: (" + FRESH + ")").matcher(fast("/v1/lookup?key=a"));
            assertThat(fresh.find()).isTrue();
            assertThat(log.ids()).contains(Map.of("requestId", fresh.group(1)));
        }
    }

    @Test
    void countsWhatEachRouteAnswered() throws Exception {
        fast("/v1/lookup?key=a");
        fast("/v1/lookup?key=b");
        fast("/v1/lookup");
        server.raw("GET /v1/lookup?key=a HTTP/1.1\r\nHost: gateway\r\n\r\n");
        server.get("/v1/suggest?q=a");
        server.post("/v1/lookup", "{\"keys\":[\"a\",\"b\",\"c\"]}");
        server.post("/v1/match", "{\"addresses\":[\"a\"],\"conditions\":{\"x\":{\"known\":true}}}");
        server.get("/v1/status");
        server.get("/nowhere");
        server.raw("nonsense\r\n\r\n");
        Eventually.until(() -> count("none", "invalid") == 1 && count("none", "not_found") == 1);
        assertThat(List.of(
                        count("GET /v1/lookup", "found"),
                        count("GET /v1/lookup", "not_found"),
                        count("GET /v1/lookup", "invalid"),
                        count("GET /v1/lookup", "denied"),
                        count("GET /v1/suggest", "ok"),
                        count("POST /v1/lookup", "ok"),
                        count("POST /v1/match", "ok"),
                        count("GET /v1/status", "ok")))
                .containsOnly(1L);
        assertThat(server.telemetry.metrics().lookupKeys().reading()).hasToString("{FOUND=1, NOT_FOUND=2, UNKNOWN=0}");
        assertThat(server.telemetry.metrics().matchAddresses().reading()).hasToString("{OK=1, UNKNOWN=0}");
    }

    private long count(String route, String result) {
        return server.telemetry.metrics().readings().stream()
                .filter(reading -> (reading.method() + " " + reading.path()).equals(route)
                        || reading.path().equals(route))
                .flatMap(reading -> reading.requests().entrySet().stream())
                .filter(entry -> entry.getKey().label().equals(result))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
