package org.adcache.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.adcache.budget.BudgetReading;
import org.adcache.http.HttpLimits;
import org.adcache.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private static final String LIVE = "GET /livez HTTP/1.1\r\nHost: gateway\r\n\r\n";

    private final Deque<RawClient> clients = new ArrayDeque<>();

    @AfterEach
    void hangUp() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    private static TestServer server(long connections, long perAddress) throws Exception {
        HttpLimits defaults = HttpLimits.DEFAULTS;
        return TestServer.limited(new HttpLimits(
                OptionalLong.of(connections),
                perAddress,
                defaults.handshakes(),
                defaults.bodyTime(),
                defaults.bodies(),
                defaults.largeBodies(),
                defaults.answerTime(),
                defaults.answers(),
                defaults.rates()));
    }

    /** Whether another client is answered, from 127.0.0.{@code from}. */
    private boolean answers(TestServer server, int from) throws IOException {
        RawClient client = new RawClient(server, from);
        clients.addLast(client);
        try {
            return client.send(LIVE).answer().startsWith("HTTP/1.1 200");
        } catch (IOException reset) {
            return false;
        }
    }

    private int answered(TestServer server, int from, int tries) throws IOException {
        int answered = 0;
        for (int i = 0; i < tries; i++) {
            answered += answers(server, from) ? 1 : 0;
        }
        return answered;
    }

    @Test
    void closesConnectionsBeyondTheLimitButForTheReserveOfThisMachine() throws Exception {
        try (TestServer server = server(20, 10)) {
            assertThat(answered(server, 1, 10)).isEqualTo(10);
            assertThat(answered(server, 2, 10)).isEqualTo(10);
            assertThat(reading(server).inUse()).isEqualTo(20);
            assertThat(answered(server, 3, 20)).isEqualTo(ConnectionLimit.LOOPBACK_RESERVE);
            assertThat(reading(server)).isEqualTo(new BudgetReading("http.limits.connections", 20, 20, 4));
        }
    }

    @Test
    void closesConnectionsOfOneAddressBeyondItsLimitWhileOthersConnect() throws Exception {
        try (TestServer server = server(100, 5)) {
            assertThat(answered(server, 1, 25)).isEqualTo(5 + ConnectionLimit.LOOPBACK_RESERVE);
            assertThat(server.budgets.connectionsPerAddress().reading().refused())
                    .isEqualTo(4);
            assertThat(answered(server, 2, 5)).isEqualTo(5);
            assertThat(reading(server).refused()).isZero();
        }
    }

    @Test
    void admitsAnotherOnceOneIsClosed() throws Exception {
        try (TestServer server = server(3, 3)) {
            answered(server, 1, 3 + ConnectionLimit.LOOPBACK_RESERVE);
            assertThat(answers(server, 1)).isFalse();
            clients.removeFirst().close();
            await(() -> reading(server).inUse() == 2);
            assertThat(answers(server, 1)).isTrue();
        }
    }

    @Test
    void countsNoneOnceAllAreClosed() throws Exception {
        try (TestServer server = server(30, 10)) {
            answered(server, 1, 28);
            hangUp();
            await(() -> reading(server).inUse() == 0);
            assertThat(answered(server, 1, 26)).isEqualTo(26);
        }
    }

    /** On loopback a handshake ends within connect, if the queue has room; otherwise it is tried again a second later. */
    @Test
    void queuesABurst() throws Exception {
        List<SocketChannel> channels = new ArrayList<>();
        try (TestServer server = server(2000, 2000)) {
            int pending = 0;
            for (int i = 0; i < 1000; i++) {
                SocketChannel channel = SocketChannel.open();
                channels.add(channel);
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(server.url.getHost(), server.url.getPort()));
                pending += channel.finishConnect() ? 0 : 1;
            }
            assertThat(pending).isZero();
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    private static BudgetReading reading(TestServer server) {
        return server.budgets.connections().reading();
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
