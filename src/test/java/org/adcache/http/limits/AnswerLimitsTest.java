package org.adcache.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.budget.BudgetReading;
import org.adcache.http.FakeLookupService;
import org.adcache.http.HttpLimits;
import org.adcache.http.TestServer;
import org.adcache.testing.People;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.Test;

class AnswerLimitsTest {
    private static final int MIB = 1 << 20;

    private static TestServer server(Duration answerTime, long answers) throws Exception {
        HttpLimits defaults = HttpLimits.DEFAULTS;
        return TestServer.limited(new HttpLimits(
                defaults.connections(),
                defaults.connectionsPerAddress(),
                defaults.handshakes(),
                defaults.bodyTime(),
                defaults.bodies(),
                defaults.largeBodies(),
                answerTime,
                OptionalLong.of(answers),
                defaults.rates()));
    }

    /** A match whose answer has some 16 bytes for each pair. */
    private static String match(int addresses, int conditions) {
        return "{\"addresses\":["
                + IntStream.range(0, addresses)
                        .mapToObj(i -> "\"a" + i + "@b\"")
                        .collect(Collectors.joining(","))
                + "],\"conditions\":{"
                + IntStream.range(0, conditions)
                        .mapToObj(i -> "\"c" + i + "\":{\"known\":true}")
                        .collect(Collectors.joining(","))
                + "}}";
    }

    @Test
    void sendsALargeAnswerWholeAndCountsItNoMore() throws Exception {
        try (TestServer server = server(Duration.ofSeconds(10), 8 * MIB)) {
            TestServer.Got got = server.post("/v1/match", match(300, 1000));
            assertThat(got.body().length()).isGreaterThan(4 * MIB);
            assertThat(got.json().get("results").size()).isEqualTo(300);
            assertThat(got.json().get("results").get(299).get("matches").size()).isEqualTo(1000);
            ConnectionLimitTest.await(() -> inUse(server) == 0);
        }
    }

    @Test
    void refusesAnAnswerLargerThanAll() throws Exception {
        try (TestServer server = server(Duration.ofSeconds(10), 2 * MIB)) {
            TestServer.Got got = server.post("/v1/match", match(300, 1000));
            assertThat(got.problem()).isEqualTo("payload-too-large 413");
            assertThat(got.detail()).contains("2 MiB");
            ConnectionLimitTest.await(() -> inUse(server) == 0);
        }
    }

    @Test
    @SuppressWarnings("try") // One reader hangs up before the end.
    void refusesAnAnswerForWhichThereIsNoRoomWhileSlowReadersHoldIt() throws Exception {
        String body = match(500, 1000);
        try (TestServer server = server(Duration.ofSeconds(60), 16 * MIB)) {
            try (RawClient one = new RawClient(server);
                    RawClient other = new RawClient(server)) {
                for (RawClient slow : List.of(one, other)) {
                    long before = inUse(server);
                    slow.send(RawClient.post(server, "/v1/match", body.length()))
                            .send(body);
                    ConnectionLimitTest.await(() -> inUse(server) > before + 2 * MIB);
                }
                answersOnlyWhatIsSmall(server, body);
                assertThat(one.answer()).startsWith("HTTP/1.1 200").endsWith("}");
            }
            ConnectionLimitTest.await(() -> inUse(server) == 0);
        }
    }

    private static void answersOnlyWhatIsSmall(TestServer server, String body) {
        TestServer.Got got = server.post("/v1/match", body);
        assertThat(got.problem()).isEqualTo("too-many-requests 429");
        assertThat(got.detail()).contains("http.limits.answers");
        assertThat(got.header("Retry-After")).hasValue("1");
        assertThat(server.post("/v1/match", match(10, 10)).status()).isEqualTo(200);
        assertThat(server.get("/v1/status").status()).isEqualTo(200);
    }

    @Slow
    @Test
    void closesTheConnectionOfAReaderThatTakesNothing() throws Exception {
        String body = match(500, 1000);
        try (TestServer server = server(Duration.ofMillis(500), 16 * MIB);
                RawClient slow = new RawClient(server)) {
            slow.send(RawClient.post(server, "/v1/match", body.length())).send(body);
            assertThat(slow.isResetWithoutReading()).isTrue();
            ConnectionLimitTest.await(() -> inUse(server) == 0);
            assertThat(slowReaders(server)).isEqualTo(1);
        }
    }

    @Slow
    @Test
    void closesTheConnectionOfAPipeliningClientThatReadsNothing() throws Exception {
        try (TestServer server = server(Duration.ofMillis(500), 16 * MIB);
                RawClient slow = new RawClient(server)) {
            Account[] many = new Account[200];
            for (int i = 0; i < many.length; i++) {
                many[i] = People.user(i);
                server.questions.items.add(FakeLookupService.item(many[i]));
            }
            server.questions.holds("all", many);
            String request = RawClient.get(server, "/v1/lookup?key=all") + RawClient.get(server, "/v1/suggest?q=a");
            assertThat(sendUntilClosed(slow, request)).isTrue();
            ConnectionLimitTest.await(() -> inUse(server) == 0);
            assertThat(slowReaders(server)).isEqualTo(1);
        }
    }

    private static boolean sendUntilClosed(RawClient client, String request) {
        try {
            for (int i = 0; i < 100_000; i++) {
                client.send(request);
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static long inUse(TestServer server) {
        return server.budgets.answers().reading().inUse();
    }

    private static long slowReaders(TestServer server) {
        return server.budgets.all().stream()
                .map(budget -> budget.reading())
                .filter(reading -> reading.key().equals("http.limits.answer-time"))
                .mapToLong(BudgetReading::refused)
                .sum();
    }
}
