package org.adcache.itest;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
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
    SLOW_HEADERS("300 connections, a byte of the header each second", 4) {
        @Override
        void run(Target target, int thread) throws IOException {
            hold(target, thread, 75, connection -> connection.send("GET /v1/lookup?key=a HTTP/1.1\r\nHost: loc"), "a");
        }
    },
    SLOW_BODIES("300 connections, a byte of the body each second", 4) {
        @Override
        void run(Target target, int thread) throws IOException {
            String header = HttpExchange.post("/v1/lookup", target.token, 1000);
            hold(target, thread, 75, connection -> connection.send(header + "{\"keys\":["), " ");
        }
    },
    UNFINISHED_BODIES("650 bodies of 1 MiB, sent but for their last byte", 2) {
        @Override
        void run(Target target, int thread) throws IOException {
            byte[] body = " ".repeat((1 << 20) - 1).getBytes(StandardCharsets.US_ASCII);
            String header = HttpExchange.post("/v1/lookup", target.token, body.length + 1);
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
    IDLE("800 idle connections without a token", 4) {
        @Override
        void run(Target target, int thread) throws IOException {
            hold(target, thread, 200, connection -> {}, "");
        }
    },
    STALLED_HANDSHAKES("800 connections that begin a TLS handshake and stop", 4) {
        @Override
        void run(Target target, int thread) throws IOException {
            List<Socket> held = new ArrayList<>();
            try {
                while (target.goesOn()) {
                    if (held.size() == 200) {
                        held.remove(0).close();
                    }
                    Socket socket = target.tls.connect(address(thread + held.size()));
                    held.add(socket);
                    socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
                    pause(1);
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
        void run(Target target, int thread) throws IOException {
            for (int i = 0; target.goesOn(); i++) {
                target.tls.open(address(i)).close();
                pause(10);
            }
        }
    },
    BURST("1,000 connections at once, each second", 1) {
        @Override
        void run(Target target, int thread) throws IOException {
            while (target.goesOn()) {
                List<Socket> opened = new ArrayList<>();
                for (int i = 0; i < 1000; i++) {
                    opened.add(target.tls.connect(address(i)));
                }
                for (Socket socket : opened) {
                    socket.close();
                }
                pause(1000);
            }
        }
    },
    LARGE_MATCHES("12 matches of 1,000 addresses and 1,000 conditions, read slowly", 12) {
        @Override
        void run(Target target, int thread) throws IOException {
            String addresses = repeated(i -> "\"nobody" + i + "@nowhere.example\"");
            String conditions = repeated(i -> "\"c" + i + "\":{\"known\":true}");
            String body = "{\"addresses\":[" + addresses + "],\"conditions\":{" + conditions + "}}";
            drip(target, thread, HttpExchange.post("/v1/match", target.token, body.length()) + body);
        }

        private String repeated(IntFunction<String> element) {
            return IntStream.range(0, 1000).mapToObj(element).collect(Collectors.joining(","));
        }
    },
    LONG_WORDS("suggestions for 254 letters that fold to 18 each, two connections", 2) {
        @Override
        void run(Target target, int thread) throws IOException {
            repeat(target, thread, i -> "/v1/suggest?q=" + "%EF%B7%BA".repeat(254));
        }
    },
    ONE_LETTER("suggestions for one letter, two connections, each question at once after the last", 2) {
        @Override
        void run(Target target, int thread) throws IOException {
            repeat(target, thread, i -> "/v1/suggest?limit=20&q=" + (char) ('a' + i % 26));
        }
    },
    SIDS("SIDs in sequence, 1,000 in a request", 1) {
        @Override
        void run(Target target, int thread) throws IOException {
            String domain = target.domainSid;
            try (HttpExchange connection = new HttpExchange(target.tls.open(address(thread)))) {
                for (int i = 0; target.goesOn(); i++) {
                    int first = 1000 * (i % 200);
                    String keys = IntStream.range(first, first + 1000)
                            .mapToObj(rid -> "\"" + domain + "-" + rid + "\"")
                            .collect(Collectors.joining(","));
                    String body = "{\"by\":\"sid\",\"keys\":[" + keys + "]}";
                    connection.ask(HttpExchange.post("/v1/lookup", target.token, body.length()) + body);
                }
            }
        }
    },
    GUESSES("guessed tokens, each at once after the last", 1) {
        @Override
        void run(Target target, int thread) throws IOException {
            Random random = new SecureRandom();
            byte[] guess = new byte[32];
            try (HttpExchange connection = new HttpExchange(target.tls.open(address(thread)))) {
                while (target.goesOn()) {
                    random.nextBytes(guess);
                    String token = "adc_" + HexFormat.of().formatHex(guess);
                    connection.ask(HttpExchange.get("/v1/lookup?key=a", token));
                }
            }
        }
    };

    private final String description;
    private final int threads;

    Attack(String description, int threads) {
        this.description = description;
        this.threads = threads;
    }

    /** What is attacked, and until when. */
    static final class Target {
        private final TlsClient tls;
        private final String token;
        private final String domainSid;
        private volatile boolean over;

        /** @param token one that may ask everything */
        Target(TlsClient tls, String token, String domainSid) {
            this.tls = tls;
            this.token = token;
            this.domainSid = domainSid;
        }

        boolean goesOn() {
            return !over && !Thread.currentThread().isInterrupted();
        }
    }

    /** Running attack. */
    record Running(Target target, ExecutorService threads) implements AutoCloseable {
        @Override
        public void close() {
            target.over = true;
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
        Target target = new Target(tls, token, domainSid);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            int thread = i;
            pool.execute(() -> persist(target, thread));
        }
        return new Running(target, pool);
    }

    private void persist(Target target, int thread) {
        while (target.goesOn()) {
            try {
                run(target, thread);
            } catch (IOException refused) {
                pause(20);
            }
        }
    }

    abstract void run(Target target, int thread) throws IOException;

    /** One of eight addresses, so that the bound for one address doesn't hide the others. */
    private static String address(int number) {
        return "127.0.0." + (2 + number % 8);
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** First bytes on a new connection. */
    @FunctionalInterface
    private interface Opening {
        void on(HttpExchange connection) throws IOException;
    }

    /** Holds connections open, sends one more text on each every second, and replaces those that are closed. */
    private static void hold(Target target, int thread, int count, Opening opening, String more) {
        List<HttpExchange> held = new ArrayList<>();
        try {
            while (target.goesOn()) {
                for (int i = held.size(); i < count && target.goesOn(); i++) {
                    open(target, thread + i, opening, held);
                }
                pause(1000);
                if (!more.isEmpty()) {
                    held.removeIf(connection -> !sent(connection, more));
                }
            }
        } finally {
            held.forEach(HttpExchange::close);
        }
    }

    private static void open(Target target, int number, Opening opening, List<HttpExchange> held) {
        try {
            HttpExchange connection = new HttpExchange(target.tls.open(address(number)));
            held.add(connection);
            opening.on(connection);
        } catch (IOException refused) {
            pause(2);
        }
    }

    private static boolean sent(HttpExchange connection, String text) {
        try {
            connection.send(text);
            return true;
        } catch (IOException closed) {
            connection.close();
            return false;
        }
    }

    /** Sends a request, and reads a kilobyte of its answer each tenth of a second. */
    private static void drip(Target target, int thread, String request) throws IOException {
        try (HttpExchange connection = new HttpExchange(target.tls.open(address(thread)))) {
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

    private static void repeat(Target target, int thread, IntFunction<String> path) throws IOException {
        try (HttpExchange connection = new HttpExchange(target.tls.open(address(thread)))) {
            for (int i = 0; target.goesOn(); i++) {
                connection.ask(HttpExchange.get(path.apply(i), target.token));
            }
        }
    }
}
