package org.adcache.itest;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Kind of hostile client; one that holds a token is somebody's stolen or misused one. */
enum Attack {
    SLOW_HEADERS("300 connections, a byte of the header each second", 4, true) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            hold(target, thread, 75, connection -> connection.send("GET /v1/lookup?key=a HTTP/1.1\r\nHost: loc"), "a");
        }
    },
    SLOW_BODIES("300 connections, a byte of the body each second", 4, true) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            String header = HttpExchange.post("/v1/lookup", target.token(), 1000);
            hold(target, thread, 75, connection -> connection.send(header + "{\"keys\":["), " ");
        }
    },
    UNFINISHED_BODIES("650 bodies of 1 MiB, sent but for their last byte", 2, true) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            byte[] body = " ".repeat((1 << 20) - 1).getBytes(StandardCharsets.US_ASCII);
            String header = HttpExchange.post("/v1/lookup", target.token(), body.length + 1);
            hold(
                    target,
                    thread,
                    325,
                    connection -> {
                        connection.send(header);
                        connection.send(body);
                    },
                    "");
        }
    },
    IDLE("800 idle connections without a token", 4, true) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            hold(target, thread, 200, connection -> {}, "");
        }
    },
    STALLED_HANDSHAKES("800 stalled TLS handshakes, some always new", 4) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            List<Socket> held = new ArrayList<>();
            try {
                for (int i = thread; target.goesOn(); i++) {
                    if (held.size() == 200) {
                        held.remove(0).close();
                    }
                    Socket socket = target.connect(i);
                    held.add(socket);
                    socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
                    pause(10);
                }
            } finally {
                for (Socket socket : held) {
                    socket.close();
                }
            }
        }
    },
    HANDSHAKES("100 TLS handshakes a second", 1) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            long begin = System.nanoTime();
            for (int i = 0; target.goesOn(); i++) {
                target.open(i).close();
                pause(10 * (i + 1) - (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            }
        }
    },
    BURST("1,000 connections at once, each second", 1) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            while (target.goesOn()) {
                List<Socket> opened = new ArrayList<>();
                for (int i = 0; i < 1000; i++) {
                    opened.add(target.connect(i));
                }
                for (Socket socket : opened) {
                    socket.close();
                }
                pause(1000);
            }
        }
    },
    RESET_STREAMS("HTTP/2 requests reset at once, two connections", 2) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            target.awaitReplacement();
            try (Http2Streams connection = target.openHttp2(thread, "/v1/suggest?q=a")) {
                while (target.goesOn()) {
                    for (int i = 0; i < 100; i++) {
                        target.countRequest();
                    }
                    connection.openAndReset(100);
                    pause(10);
                }
            }
        }
    },
    LARGE_MATCHES("12 matches of 1,000 by 1,000, read slowly", 12) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            String addresses = repeated(i -> "\"nobody" + i + "@nowhere.example\"");
            String conditions = repeated(i -> "\"c" + i + "\":{\"known\":true}");
            String body = "{\"addresses\":[" + addresses + "],\"conditions\":{" + conditions + "}}";
            drip(target, thread, HttpExchange.post("/v1/match", target.token(), body.length()) + body);
        }

        private String repeated(IntFunction<String> element) {
            return IntStream.range(0, 1000).mapToObj(element).collect(Collectors.joining(","));
        }
    },
    LONG_WORDS("suggestions for 254 U+FDFA, two connections", 2) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            repeat(target, thread, i -> "/v1/suggest?q=" + "%EF%B7%BA".repeat(254));
        }
    },
    ONE_LETTER("suggestions for one letter, two connections", 2) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            repeat(target, thread, i -> "/v1/suggest?limit=20&q=" + (char) ('a' + i % 26));
        }
    },
    SIDS("SIDs in sequence, 1,000 in a request", 1) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            String domain = target.domainSid();
            try (HttpExchange connection = target.open(thread)) {
                for (int i = 0; target.goesOn(); i++) {
                    int first = 1000 * (i % 200);
                    String keys = IntStream.range(first, first + 1000)
                            .mapToObj(rid -> "\"" + domain + "-" + rid + "\"")
                            .collect(Collectors.joining(","));
                    String body = "{\"by\":\"sid\",\"keys\":[" + keys + "]}";
                    target.countRequest();
                    connection.ask(HttpExchange.post("/v1/lookup", target.token(), body.length()) + body);
                }
            }
        }
    },
    GUESSES("guessed tokens", 1) {
        @Override
        void run(AttackTarget target, int thread) throws IOException {
            Random random = new SecureRandom();
            byte[] guess = new byte[32];
            try (HttpExchange connection = target.open(thread)) {
                while (target.goesOn()) {
                    random.nextBytes(guess);
                    String token = "adc_" + HexFormat.of().formatHex(guess);
                    target.countRequest();
                    connection.ask(HttpExchange.get("/v1/lookup?key=a", token));
                }
            }
        }
    };

    private final String description;
    private final int threads;
    private final boolean holds;

    Attack(String description, int threads) {
        this(description, threads, false);
    }

    /** @param holds whether it first opens connections that it holds */
    Attack(String description, int threads, boolean holds) {
        this.description = description;
        this.threads = threads;
        this.holds = holds;
    }

    /** Running attack. */
    record Running(AttackTarget target, ExecutorService threads) implements AutoCloseable {
        /** Waits until it holds the connections that it holds, as many as the service lets it. */
        boolean awaitOpened(Duration timeout) throws InterruptedException {
            return target.awaitOpened(timeout);
        }

        @Override
        public void close() {
            target.end();
            threads.shutdownNow();
            try {
                if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("an attack doesn't end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    String description() {
        return description;
    }

    /** Starts the attack; a connection that the service closes is opened again. */
    Running start(TlsClient tls, String token, String domainSid) {
        AttackTarget target = new AttackTarget(tls, token, domainSid, holds ? threads : 0);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            int thread = i;
            pool.execute(() -> persist(target, thread));
        }
        return new Running(target, pool);
    }

    private void persist(AttackTarget target, int thread) {
        while (target.goesOn()) {
            try {
                run(target, thread);
            } catch (IOException refused) {
                pause(20);
            }
        }
    }

    abstract void run(AttackTarget target, int thread) throws IOException;

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** First bytes on a new connection. */
    @FunctionalInterface
    private interface Opening {
        void on(HttpExchange connection) throws IOException;
    }

    /** Holds connections open, sends one more text on each every second, and replaces those that are closed. */
    private static void hold(AttackTarget target, int thread, int count, Opening opening, String more) {
        List<HttpExchange> held = new ArrayList<>();
        try {
            while (target.goesOn()) {
                for (int i = held.size(); i < count && target.goesOn(); i++) {
                    open(target, thread + i, opening, held);
                }
                target.opened();
                pause(1000);
                if (!more.isEmpty()) {
                    held.removeIf(connection -> !sent(target, connection, more));
                }
            }
        } finally {
            held.forEach(HttpExchange::close);
        }
    }

    private static void open(AttackTarget target, int number, Opening opening, List<HttpExchange> held) {
        try {
            target.awaitReplacement();
            HttpExchange connection = target.open(number);
            held.add(connection);
            opening.on(connection);
        } catch (IOException refused) {
            pause(2);
        }
    }

    private static boolean sent(AttackTarget target, HttpExchange connection, String text) {
        try {
            target.countRequest();
            connection.send(text);
            return true;
        } catch (IOException closed) {
            connection.close();
            return false;
        }
    }

    /** Sends a request, and reads a kilobyte of its answer each tenth of a second. */
    private static void drip(AttackTarget target, int thread, String request) throws IOException {
        try (HttpExchange connection = target.open(thread)) {
            target.countRequest();
            connection.send(request);
            for (int read = 0; target.goesOn(); read++) {
                if (connection.read() < 0) {
                    return;
                }
                if (read % 1024 == 0) {
                    pause(100);
                }
            }
        }
    }

    private static void repeat(AttackTarget target, int thread, IntFunction<String> path) throws IOException {
        try (HttpExchange connection = target.open(thread)) {
            for (int i = 0; target.goesOn(); i++) {
                target.countRequest();
                connection.ask(HttpExchange.get(path.apply(i), target.token()));
            }
        }
    }
}
