package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Invalid input to every route: no 500, no change, no trace of it in the log. */
@Isolated("watches the whole log for errors")
class BadInputTest {
    private static final String SECRET = "s3kr1t";
    private static final List<String> BODIES = List.of(
            "{\"keys\":[\"s3kr1t\",\"b\"],\"by\":\"address\"}",
            "{\"addresses\":[\"s3kr1t@x\"],\"conditions\":{\"a\":{\"group\":\"s3kr1t\"},\"b\":{\"known\":true}},\"explain\":true}",
            "{\"enabled\":[false]}",
            "{\"apply\":\"s3kr1t\"}");
    private static final List<String> WITH_BODY = List.of(
            "POST /v1/lookup {\"keys\":[\"ann@corp.example\"]}",
            "POST /v1/match {\"addresses\":[\"ann@corp.example\"],\"conditions\":{\"a\":{\"account\":\"ann\"}}}",
            "PUT /v1/integration {\"enabled\":\"false\"}",
            "POST /v1/sync {\"\":1}",
            "POST /v1/sync/held/corp {\"apply\":\"true\"}",
            "POST /v1/doctor/corp {\"\":1}");
    private static final List<String> TARGETS = List.of(
            "POST /v1/lookup",
            "POST /v1/match",
            "PUT /v1/integration",
            "POST /v1/sync/held/corp",
            "GET /v1/lookup?key=s3kr1t&by=dn",
            "GET /v1/suggest?q=s3kr1t&limit=3&types=user&include=hidden",
            "GET /v1/integration",
            "GET /v1/status",
            "GET /readyz?verbose");
    private static final String ODD = "{}[]\":,\\\0\n\t 0189.eE+-tfn\u00fc\u2028/%?&=#;";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        server.close();
        root.detachAppender(log);
    }

    @Test
    void survivesMutatedBodies() {
        mutateBodies(1, 200);
    }

    @Slow
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void survivesManyMutatedBodies(long seed) {
        mutateBodies(seed, 1500);
    }

    private void mutateBodies(long seed, int rounds) {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            String path = TARGETS.get(random.nextInt(4));
            byte[] body = mutated(BODIES.get(random.nextInt(BODIES.size())), random);
            int before = server.controls.changes();
            TestServer.Got got = server.send(server.request(path.substring(path.indexOf('/')), server.admin)
                    .header("Content-Type", "application/json")
                    .method(path.substring(0, path.indexOf(' ')), HttpRequest.BodyPublishers.ofByteArray(body)));
            String what = "seed " + seed + ", round " + round + ": " + path;
            assertThat(got.status()).as(what).isLessThan(500);
            if (got.status() >= 400) {
                assertThat(got.problem()).as(what).endsWith(" " + got.status());
                assertThat(got.body()).as(what).doesNotContain(SECRET, "Exception", "tools.jackson");
                assertThat(server.controls.changes()).as(what).isEqualTo(before);
            }
        }
        assertNothingOfItIsLogged();
    }

    /** Overlong forms of U+0061 and U+0040, a surrogate, U+110000, a lone continuation, an unfinished character. */
    @ParameterizedTest
    @ValueSource(strings = {"C1A1", "E081A1", "F08081A1", "C180", "EDA080", "F4908080", "F5808080", "A1", "C3"})
    void refusesWhatIsNoUtf8InTheBodyOfEveryRoute(String hex) {
        int before = server.controls.changes();
        for (String target : WITH_BODY) {
            byte[] text = target.substring(target.indexOf('{')).getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            int quote = new String(text, StandardCharsets.UTF_8).lastIndexOf('"');
            body.write(text, 0, quote);
            body.writeBytes(HexFormat.of().parseHex(hex));
            body.write(text, quote, text.length - quote);
            String[] words = target.split(" ", 3);
            TestServer.Got got = server.send(server.request(words[1], server.admin)
                    .method(words[0], HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
            assertThat(got.problem()).as(target).isEqualTo("bad-request 400");
            assertThat(got.body()).as(target).contains("The body is no UTF-8 at byte " + (quote + 1) + ".");
        }
        assertThat(server.controls.changes()).isEqualTo(before);
    }

    @Test
    void survivesMutatedRequests() throws Exception {
        mutateRequests(4, 100);
    }

    @Slow
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void survivesManyMutatedRequests(long seed) throws Exception {
        mutateRequests(seed, 500);
    }

    private void mutateRequests(long seed, int rounds) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            String target = TARGETS.get(random.nextInt(TARGETS.size()));
            String request = target + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + server.admin
                    + "\r\nContent-Type: application/json\r\nContent-Length: 16\r\nConnection: close\r\n\r\n"
                    + "{\"keys\":[\"s3k\"]}";
            String got = server.raw(mutated(request, random));
            String what = "seed " + seed + ", round " + round + ": " + got;
            assertThat(got)
                    .as(what)
                    .satisfiesAnyOf(
                            empty -> assertThat(empty).isEmpty(),
                            answer -> assertThat(answer).matches("(?s)HTTP/1.1 [1234]\\d\\d .*"),
                            unsupported -> assertThat(unsupported).startsWith("HTTP/1.1 501"),
                            version -> assertThat(version).startsWith("HTTP/1.1 505"));
            if (got.matches("(?s)HTTP/1.1 4.*")) {
                assertThat(got).as(what).contains("application/problem+json").doesNotContain("<html", "Exception");
            }
        }
        assertThat(server.controls.changes()).isZero();
        assertNothingOfItIsLogged();
    }

    @Test
    void answersWhatIsNoHttpAtAllWithAProblemOrNotAtAll() throws Exception {
        for (String request : List.of(
                "\r\n\r\n",
                "x\r\n\r\n",
                "GET\r\n\r\n",
                "GET /livez\r\n\r\n",
                "GET /livez HTTP/9.9\r\n\r\n",
                "GET /livez HTTP/1.1\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a/../livez HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /..%2f..%2fetc HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/lookup;x=y?key=a HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /" + "a".repeat(70_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(70_000) + "\r\n\r\n",
                "POST /v1/lookup HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/lookup HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
            String got = server.raw(request);
            if (!got.isEmpty() && !got.startsWith("HTTP/1.1 200")) {
                assertThat(got).as(request).matches("(?s)HTTP/1.1 (4\\d\\d|505) .*application/problem\\+json.*");
                assertThat(got).as(request).doesNotContain("<html", "Exception", "Server: ", "Jetty");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /livez HTTP/9.9, Host: a, http-version-not-supported 505",
        "GET /livez HTTP/1.1, Host: a|X: TOO LONG, headers-too-large 431",
        "GET /TOO LONG HTTP/1.1, Host: a, address-too-long 414"
    })
    void namesARefusalOfHttpItself(String first, String headers, String problem) throws Exception {
        String request =
                (first + "\r\n" + headers.replace("|", "\r\n") + "\r\n\r\n").replace("TOO LONG", "a".repeat(70_000));
        String got = server.raw(request);
        String[] words = problem.split(" ", -1);
        assertThat(got).startsWith("HTTP/1.1 " + words[1]).contains("/problems/" + words[0] + "\"");
    }

    private void assertNothingOfItIsLogged() {
        assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(message -> message.contains(SECRET) || message.contains(server.admin));
        assertThat(List.copyOf(log.list)).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.ERROR));
    }

    private static byte[] mutated(String text, Random random) {
        StringBuilder result = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(result.length() + 1);
            int to = Math.min(result.length(), at + random.nextInt(6));
            switch (random.nextInt(4)) {
                case 0 -> result.delete(at, to);
                case 1 -> result.insert(at, ODD.charAt(random.nextInt(ODD.length())));
                case 2 -> result.insert(at, result.substring(at, to));
                default -> result.setLength(at);
            }
        }
        byte[] bytes = result.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
