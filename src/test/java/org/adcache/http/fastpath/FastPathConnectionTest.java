package org.adcache.http.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.adcache.auth.Scope;
import org.adcache.auth.Tokens;
import org.adcache.budget.BudgetReading;
import org.adcache.budget.QuestionBound;
import org.adcache.http.FakeLookupService;
import org.adcache.http.TestServer;
import org.adcache.lookup.UnknownReason;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections on the fast path, and their handover to Jetty. */
class FastPathConnectionTest {
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
        server.questions.holds("user1@corp.example", People.user(1));
        server.questions.items.add(FakeLookupService.item(People.user(2)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String head(String method, String target, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: gateway\r\n");
        if (headers.length == 0) {
            head.append("Authorization: Bearer ").append(server.admin).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private String question(int user) {
        return head("GET", "/v1/lookup?key=user" + user + "@corp.example");
    }

    /** A response without the seconds of its date. */
    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as("answer so far: %s", head).isNotEqualTo(-1);
            head.append((char) next);
        }
        int length = Integer.parseInt(head.toString().replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        return head.toString().replaceFirst("Date: .*", "Date: now")
                + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private List<String> asked(String... requests) throws IOException {
        try (Socket socket = socket()) {
            write(socket, String.join("", requests));
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < requests.length; i++) {
                answers.add(read(socket.getInputStream()));
            }
            return answers;
        }
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket(server.url.getHost(), server.url.getPort());
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private String backgroundQuestion(int user) {
        return inBackground("/v1/lookup?key=user" + user + "@corp.example");
    }

    private String inBackground(String target) {
        return head("GET", target, "Authorization: Bearer " + server.admin, "X-Background: 1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areClosedWhileTheyWaitIfNothingMayBeLeftOfThem(boolean handedOver) throws Exception {
        try (Socket socket = socket()) {
            write(socket, handedOver ? backgroundQuestion(1) : question(1));
            assertThat(read(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
            TimeUnit.MILLISECONDS.sleep(200);
            server.closeIdle();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(asked(question(1)).get(0)).startsWith("HTTP/1.1 200 ");
    }

    /** After a wipe Jetty's own connections would keep the question. */
    @Test
    void goOnWhileTheIntegrationIsOffButEndIfTheyWereHandedOver() throws Exception {
        server.questions.off(UnknownReason.INTEGRATION_DISABLED);
        assertThat(asked(question(1), question(1)))
                .allSatisfy(
                        answer -> assertThat(answer).startsWith("HTTP/1.1 503 ").doesNotContain("Connection: close"));
        for (String handedOver : List.of(backgroundQuestion(1), inBackground("/v1/suggest?q=a+b+c"))) {
            try (Socket socket = socket()) {
                write(socket, handedOver);
                assertThat(read(socket.getInputStream()))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("Connection: close");
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    /** Without descriptors a server could accept no other connection. */
    @Test
    void goOnWithoutTokensWhileTheIntegrationIsOff() throws Exception {
        stop();
        server = TestServer.demo();
        server.questions.off(UnknownReason.INTEGRATION_DISABLED);
        String question = "GET /v1/lookup?key=user1 HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Socket socket = socket()) {
            for (int i = 0; i < 2; i++) {
                write(socket, question);
                assertThat(read(socket.getInputStream()))
                        .startsWith("HTTP/1.1 503 ")
                        .doesNotContain("Connection: close");
                TimeUnit.MILLISECONDS.sleep(100);
                server.closeIdle();
            }
        }
    }

    /** While all threads for large suggestions are taken, one waits, the next is refused, and others are answered. */
    @Test
    void answerLargeSuggestionsOnFewOtherThreads() throws Exception {
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        Semaphore started = new Semaphore(0);
        CountDownLatch go = new CountDownLatch(1);
        server.questions.whenSuggested = () -> {
            started.release();
            awaitUninterruptibly(go);
        };
        List<Socket> sockets = new ArrayList<>();
        try (Socket refused = socket()) {
            for (int i = 0; i <= atOnce; i++) {
                Socket socket = socket();
                sockets.add(socket);
                write(socket, head("GET", "/v1/suggest?q=a+b+c") + question(1));
                if (i < atOnce) {
                    assertThat(started.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                }
            }
            BudgetReading waiting = awaitWaiting();
            assertThat(waiting.inUse()).isEqualTo(1);
            write(refused, head("GET", "/v1/suggest?q=a+b+c") + question(1));
            assertThat(read(refused.getInputStream())).startsWith("HTTP/1.1 429 ");
            assertThat(read(refused.getInputStream())).startsWith("HTTP/1.1 200 ");
            assertThat(asked(question(1)).get(0)).startsWith("HTTP/1.1 200 ");
            go.countDown();
            for (Socket socket : sockets) {
                assertThat(read(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
                assertThat(read(socket.getInputStream())).contains("user1@corp.example");
            }
        } finally {
            go.countDown();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private BudgetReading awaitWaiting() throws InterruptedException {
        BudgetReading waiting =
                server.questions.budgets().of(QuestionBound.SUGGEST_WAITING).reading();
        for (int i = 0; i < 1000 && waiting.inUse() == 0; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
            waiting =
                    server.questions.budgets().of(QuestionBound.SUGGEST_WAITING).reading();
        }
        return waiting;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/lookup?key=user1@corp.example",
                "/v1/lookup?key=user%31%40corp.example&by=address",
                "/v1/lookup?key=nobody@corp.example",
                "/v1/lookup?key=%ff",
                "/v1/lookup?key=a&key=b",
                "/v1/lookup?kee=a",
                "/v1/lookup?",
                "/v1/lookup",
                "/v1/suggest?q=us&limit=3",
                "/v1/suggest?q=a+b+c+d+e+f",
                "/v1/suggest?q=%D0%AE&limit=3",
                "/v1/suggest?limit=3",
                "/v1/suggest?q=us&limit=30"
            })
    void areAnsweredAsJettyWould(String target) throws IOException {
        assertSame(target, "Authorization: Bearer " + server.admin);
        assertSame(target, "Authorization: bearer " + server.lookup);
        assertSame(target, "Authorization: Bearer " + server.suggest);
        assertSame(target, "Authorization: Bearer nobody");
        assertSame(target, "X: no token");
        server.questions.off(UnknownReason.NEVER_SYNCED);
        assertSame(target, "Authorization: Bearer " + server.admin);
    }

    /** A target in absolute form is not eligible for the fast path. */
    private void assertSame(String target, String header) throws IOException {
        String plain = asked(head("GET", target, header)).get(0);
        assertThat(plain).startsWith("HTTP/1.1 ").contains("\r\nDate: now");
        assertThat(lines(plain))
                .containsExactlyInAnyOrderElementsOf(lines(
                        asked(head("GET", "http://gateway" + target, header)).get(0)));
    }

    private static List<String> lines(String answer) {
        return answer.lines().toList();
    }

    @Test
    void areAnsweredOneAfterTheOther() throws IOException {
        server.questions.holds("user2@corp.example", People.user(2));
        List<String> answers = asked(question(1), question(2), question(3), question(2), question(1));
        assertThat(answers.get(0)).contains("\"cn\":\"User 1\"").isEqualTo(answers.get(4));
        assertThat(answers.get(1)).contains("\"cn\":\"User 2\"").isEqualTo(answers.get(3));
        assertThat(answers.get(2)).startsWith("HTTP/1.1 404 Not Found\r\n");
    }

    @Test
    void areAdmittedOneByOne() throws Exception {
        Tokens.Created other = server.tokens.create(Set.of(Scope.LOOKUP), Optional.empty(), Optional.empty());
        List<String> headers = List.of(
                "Authorization: Bearer " + other.secret(),
                "Authorization: Bearer " + other.secret() + "x",
                "Authorization: Bearer " + server.suggest,
                "Authorization: Bearer " + other.secret(),
                "X: no token",
                "Authorization: Bearer " + other.secret());
        try (Socket socket = socket()) {
            assertThat(statuses(socket, headers)).containsExactly("200", "401", "403", "200", "401", "200");
            server.tokens.revoke(other.token().id());
            server.clock.advance(Duration.ofSeconds(1));
            assertThat(statuses(socket, headers)).containsExactly("401", "401", "403", "401", "401", "401");
        }
    }

    private static List<String> statuses(Socket socket, List<String> headers) throws IOException {
        List<String> statuses = new ArrayList<>();
        for (String header : headers) {
            write(socket, "GET /v1/lookup?key=user1@corp.example HTTP/1.1\r\nHost: gateway\r\n" + header + "\r\n\r\n");
            statuses.add(read(socket.getInputStream()).substring(9, 12));
        }
        return statuses;
    }

    @Test
    void mayComeInPieces() throws IOException {
        String requests = question(1) + "\r\n" + question(1);
        for (int cut = 1; cut < requests.length(); cut += 7) {
            try (Socket socket = socket()) {
                write(socket, requests.substring(0, cut));
                asked(question(1)); // A round trip, during which the first part is most likely read on its own.
                write(socket, requests.substring(cut));
                String first = read(socket.getInputStream());
                assertThat(first).contains("\"cn\":\"User 1\"");
                assertThat(read(socket.getInputStream())).isEqualTo(first);
            }
        }
    }

    @Test
    void letOthersAnswerWhatIsNotPlainAndAllThatFollows() throws IOException {
        String body = "{\"keys\":[\"user1@corp.example\"]}";
        String post = "POST /v1/lookup HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer " + server.admin
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        List<String> answers =
                asked(question(1), post, question(1), head("GET", "/livez"), head("OPTIONS", "/v1/lookup"));
        assertThat(answers.get(0)).contains("\"cn\":\"User 1\"");
        assertThat(answers.get(1)).contains("{\"results\":[{\"key\":\"user1@corp.example\",\"found\":true");
        assertThat(lines(answers.get(2))).containsExactlyInAnyOrderElementsOf(lines(answers.get(0)));
        assertThat(answers.get(3)).endsWith("{\"live\":true}");
        assertThat(answers.get(4)).startsWith("HTTP/1.1 405 ");
    }

    @Test
    void letOthersReadHeadsThatAreLong() throws IOException {
        String token = "Authorization: Bearer " + server.admin;
        String some = head("GET", "/v1/lookup?key=user1@corp.example", token, "X: " + "x".repeat(20_000));
        assertThat(asked(question(1), some).get(1)).contains("\"cn\":\"User 1\"");
        String much = head("GET", "/v1/lookup?key=user1@corp.example", token, "X: " + "x".repeat(40_000));
        assertThat(server.raw(much)).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void letOthersRefuseWhatIsNoRequest() throws IOException {
        String token = "Authorization: Bearer " + server.admin + "\r\n";
        String start = "GET /v1/lookup?key=user1@corp.example HTTP/1.1\r\n" + token;
        assertThat(server.raw(start + "\r\n")).as("no Host").startsWith("HTTP/1.1 400 ");
        assertThat(server.raw(start + "Host: a\r\nHost: b\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(server.raw(start + "Host: a\r\nContent-Length: x\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(server.raw(start + "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(server.raw(start + "Host: a\r\n: x\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void endAsTheClientWishes() throws IOException {
        assertThat(server.raw(question(1) + question(1)).split("\"cn\":\"User 1\"", -1))
                .hasSize(3);
        try (Socket socket = socket()) {
            write(
                    socket,
                    head(
                            "GET",
                            "/v1/lookup?key=user1@corp.example",
                            "Connection: close",
                            "Authorization: Bearer " + server.admin));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Connection: close", "\"cn\":\"User 1\"");
        }
    }

    @Test
    void carryAnswersThatTheClientReadsLate() throws IOException {
        Account large = Account.builder(
                        new ObjectGuid(5, 5), AccountType.USER, People.CORP, new DistinguishedName("CN=L,DC=corp"))
                .extra(Map.of("info", List.of("x".repeat(9_000_000))))
                .build();
        server.questions.holds("large", large);
        try (Socket socket = socket()) {
            write(socket, head("GET", "/v1/lookup?key=large") + question(1) + head("GET", "/v1/lookup?key=large"));
            String first = read(socket.getInputStream());
            assertThat(first.length()).isGreaterThan(9_000_000);
            assertThat(read(socket.getInputStream())).contains("\"cn\":\"User 1\"");
            assertThat(read(socket.getInputStream()).equals(first)).isTrue();
        }
    }

    @Test
    void surviveAnAnswerThatFails() throws IOException {
        try (Socket socket = socket()) {
            server.questions.failure = Optional.of(new IllegalStateException("secret"));
            write(socket, question(1));
            assertThat(read(socket.getInputStream()))
                    .startsWith("HTTP/1.1 500 ")
                    .doesNotContain("secret");
            server.questions.failure = Optional.empty();
            write(socket, question(1));
            assertThat(read(socket.getInputStream())).contains("\"cn\":\"User 1\"");
        }
    }
}
