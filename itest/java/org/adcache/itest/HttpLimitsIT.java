package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A service with a heap of 256 MB and few file descriptors, and clients that would use up both. */
@TestInstance(Lifecycle.PER_CLASS)
class HttpLimitsIT {
    private static final int MIB = 1 << 20;
    private static final int SLOW_BODIES = 650;
    private static final int UNREAD_ANSWERS = 12;
    private static final int PER_ADDRESS = 190;
    /** Half of what is kept for loopback, from where the attackers come too. */
    private static final int OF_THE_RESERVE = 8;

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    private final List<Socket> attackers = new ArrayList<>();
    private DemoProcess demo;
    private AdcacheClient client;

    @BeforeAll
    void start(@TempDir Path folder) {
        demo = DemoProcess.start(
                List.of("prlimit", "--nofile=1400:1400"),
                ProjectFiles.distribution(),
                folder.resolve("log"),
                Map.of("ADCACHE_JAVA_OPTS", "-Xmx256m -XX:TieredStopAtLevel=1"),
                "--accounts",
                "1000",
                "--data-dir",
                folder.resolve("data").toString());
        client = demo.client();
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        synchronized (attackers) {
            for (Socket socket : attackers) {
                socket.close();
            }
            attackers.clear();
        }
    }

    @Test
    void livesAndAnswersWhileBodiesNeverEndAndAnswersAreNeverRead() throws Exception {
        byte[] incomplete = new byte[MIB - 1];
        Arrays.fill(incomplete, (byte) ' ');
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < 10; sender++) {
            int first = sender;
            senders.add(new Thread(() -> {
                for (int i = first; i < SLOW_BODIES; i += 10) {
                    attack(i, MIB, incomplete);
                }
            }));
        }
        byte[] match = match().getBytes(StandardCharsets.US_ASCII);
        senders.add(new Thread(() -> {
            for (int i = 0; i < UNREAD_ANSWERS; i++) {
                attack(SLOW_BODIES + i, match.length, match);
            }
        }));
        senders.forEach(Thread::start);
        while (senders.stream().anyMatch(Thread::isAlive)) {
            assertAnswers();
        }
        assertAnswers();
        for (String key : List.of("http.limits.bodies", "http.limits.answers")) {
            assertThat(budget(key).path("inUse").asLong())
                    .isLessThanOrEqualTo(budget(key).path("limit").asLong());
        }
        assertThat(budget("http.limits.bodies").path("refused").asLong()).isGreaterThan(400);
        hangUp();
        Deadline.await(
                "what they held is free",
                Duration.ofSeconds(30),
                demo.process()::quote,
                () -> budget("http.limits.bodies").path("inUse").asLong() == 0
                        && budget("http.limits.answers").path("inUse").asLong() == 0);
    }

    @Test
    void disablesWhileIdleConnectionsHoldAllThatTheyMay() throws Exception {
        JsonNode connections = budget("http.limits.connections");
        long limit = connections.path("limit").asLong();
        assertThat(limit).isBetween(500L, 1256L);
        long free = limit - connections.path("inUse").asLong();
        for (int i = 0; i < free + OF_THE_RESERVE; i++) {
            connect(i);
        }
        assertThat(demo.client()
                        .put("/v1/integration", Map.of("enabled", false))
                        .status())
                .as(demo.process()::quote)
                .isEqualTo(200);
        assertThat(client.get("/v1/lookup?key=jsmith").status()).isEqualTo(503);
        hangUp();
        client.put("/v1/integration", Map.of("enabled", true)).expect(200);
        Deadline.await(
                "the cache is back",
                Duration.ofMinutes(1),
                demo.process()::quote,
                () -> client.get("/readyz").status() == 200);
    }

    private void assertAnswers() {
        long start = System.nanoTime();
        assertThat(client.get("/v1/lookup?key=jsmith").status())
                .as(demo.process()::quote)
                .isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ANSWERED_WITHIN);
    }

    private JsonNode budget(String key) {
        return client.get("/v1/status")
                .expect(200)
                .body()
                .path("budgets")
                .valueStream()
                .filter(budget -> budget.path("key").asString().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** A thousand addresses times a thousand conditions. */
    private static String match() {
        return "{\"addresses\":["
                + IntStream.range(0, 1000)
                        .mapToObj(i -> "\"a" + i + "@demo.example\"")
                        .collect(Collectors.joining(","))
                + "],\"conditions\":{"
                + IntStream.range(0, 1000)
                        .mapToObj(i -> "\"condition" + i + "\":{\"known\":true}")
                        .collect(Collectors.joining(","))
                + "}}";
    }

    private void attack(int number, int length, byte[] body) {
        try {
            Socket socket = connect(number);
            String head = "POST /v1/match HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // It was refused, which the service counts.
        }
    }

    /** Connects from one of several addresses, and reads nothing. */
    private Socket connect(int number) throws IOException {
        Socket socket = new Socket();
        synchronized (attackers) {
            attackers.add(socket);
        }
        socket.setReceiveBufferSize(4096);
        socket.bind(new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + number / PER_ADDRESS)}), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), demo.port()));
        return socket;
    }
}
