package org.adcache.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.adcache.budget.BudgetReading;
import org.adcache.http.HttpLimits;
import org.adcache.http.TestServer;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.Test;

class BodyLimitsTest {
    private static final int MIB = 1 << 20;
    private static final String BODY = "{\"keys\":[\"a\"]}";

    private static TestServer server(Duration bodyTime, long bodies, long largeBodies) throws Exception {
        HttpLimits defaults = HttpLimits.DEFAULTS;
        return TestServer.limited(new HttpLimits(
                defaults.connections(),
                defaults.connectionsPerAddress(),
                defaults.handshakes(),
                bodyTime,
                OptionalLong.of(bodies),
                largeBodies,
                defaults.answerTime(),
                defaults.answers(),
                defaults.rates()));
    }

    @Test
    void refusesABodyThatTakesTooLong() throws Exception {
        for (String path : List.of("/v1/lookup", "/v1/sync/held/corp")) {
            try (TestServer server = server(Duration.ofMillis(300), 4 * MIB, 8);
                    RawClient client = new RawClient(server)) {
                client.send(RawClient.post(server, path, 1000)).send("{");
                Thread.sleep(500);
                client.send("\"");
                assertThat(client.answer())
                        .startsWith("HTTP/1.1 408 ")
                        .contains("/problems/body-too-slow", "within 0.3 s", "http.limits.body-time", "remedy");
                assertThat(client.isClosed()).isTrue();
                assertThat(refused(server, "http.limits.body-time")).isEqualTo(1);
                assertThat(server.budgets.bodies().reading().inUse()).isZero();
            }
        }
    }

    @Test
    void refusesABodyBeyondTheBudgetAndOnlyThat() throws Exception {
        try (TestServer server = server(Duration.ofSeconds(30), 4 * MIB, 8)) {
            List<RawClient> slow = allButTheLastByte(server, 6);
            try {
                ConnectionLimitTest.await(() -> refused(server, "http.limits.bodies") >= 2);
                assertThat(server.budgets.bodies().reading().inUse()).isLessThanOrEqualTo(4 * MIB);
                assertThat(server.post("/v1/lookup", BODY).status()).isEqualTo(200);
            } finally {
                close(slow);
            }
            ConnectionLimitTest.await(() -> server.budgets.bodies().reading().inUse() == 0);
        }
    }

    @Test
    void saysThatThereIsNoRoomForABody() throws Exception {
        try (TestServer server = server(Duration.ofSeconds(30), MIB / 2, 8)) {
            TestServer.Got got = server.post("/v1/lookup", " ".repeat(MIB - 20) + BODY);
            assertThat(got.problem()).isEqualTo("too-many-requests 429");
            assertThat(got.detail()).contains("http.limits.bodies");
            assertThat(got.header("Retry-After")).hasValue("1");
            assertThat(server.budgets.bodies().reading())
                    .isEqualTo(new BudgetReading("http.limits.bodies", MIB / 2, 0, 1));
        }
    }

    /** Bodies that dawdle give way to one that comes quickly. */
    @Slow
    @Test
    void dropsTheOldestOfSlowBodiesForAnother() throws Exception {
        try (TestServer server = server(Duration.ofSeconds(30), 4 * MIB, 8)) {
            List<RawClient> slow = new ArrayList<>();
            try {
                for (int arrived = 1; arrived <= 3; arrived++) {
                    long all = arrived * (MIB - 1L);
                    slow.addAll(allButTheLastByte(server, 1));
                    ConnectionLimitTest.await(
                            () -> server.budgets.bodies().reading().inUse() >= all);
                }
                Thread.sleep(1500);
                slow.addAll(allButTheLastByte(server, 1));
                assertThat(server.post("/v1/lookup", " ".repeat(MIB - 20) + BODY)
                                .status())
                        .isEqualTo(200);
                assertThat(refused(server, "http.limits.bodies")).isPositive();
            } finally {
                close(slow);
            }
        }
    }

    @Test
    void disablesWhileNoRoomForBodiesIsLeft() throws Exception {
        try (TestServer server = server(Duration.ofSeconds(30), MIB, 8)) {
            assertThat(server.budgets.bodies().tryTake(MIB)).isTrue();
            assertThat(server.post("/v1/lookup", BODY).problem()).isEqualTo("too-many-requests 429");
            assertThat(server.send(server.request("/v1/integration", server.admin)
                                    .PUT(HttpRequest.BodyPublishers.ofString("{\"enabled\":false}")))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesALargeBodyIfTooManyWait() throws Exception {
        try (TestServer server = server(Duration.ofSeconds(30), 4 * MIB, 1)) {
            String large = " ".repeat((8 << 10)) + BODY;
            assertThat(server.budgets.largeBodies().tryTake(1)).isTrue();
            TestServer.Got got = server.post("/v1/lookup", large);
            assertThat(got.problem()).isEqualTo("too-many-requests 429");
            assertThat(got.detail()).contains("http.limits.large-bodies");
            assertThat(server.post("/v1/lookup", BODY).status()).isEqualTo(200);
            server.budgets.largeBodies().giveBack(1);
            assertThat(server.post("/v1/lookup", large).status()).isEqualTo(200);
            ConnectionLimitTest.await(
                    () -> server.budgets.largeBodies().reading().inUse() == 0
                            && server.budgets.bodies().reading().inUse() == 0);
        }
    }

    private static List<RawClient> allButTheLastByte(TestServer server, int count) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawClient client = new RawClient(server);
            clients.add(client);
            try {
                client.send(RawClient.post(server, "/v1/match", MIB)).send(" ".repeat(MIB - 1));
            } catch (IOException e) {
                // Refused before it was sent completely.
            }
        }
        return clients;
    }

    private static long refused(TestServer server, String key) {
        return server.budgets.all().stream()
                .map(budget -> budget.reading())
                .filter(reading -> reading.key().equals(key))
                .mapToLong(BudgetReading::refused)
                .sum();
    }

    private static void close(List<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }
}
