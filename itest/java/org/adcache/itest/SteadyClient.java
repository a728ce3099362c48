package org.adcache.itest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;

/**
 * Well-behaved client: one connection, a fixed number of questions a second. A latency counts from the moment at which
 * the question was due, so that a service that stands still delays all questions of that time, not one.
 */
final class SteadyClient {
    private static final String ADDRESS = "127.0.0.1";

    private final TlsClient tls;
    private final List<String> requests;
    private final Duration every;

    /** @param requests whole requests, asked in turns, which all have the status 200 */
    SteadyClient(TlsClient tls, List<String> requests, Duration every) {
        this.tls = tls;
        this.requests = List.copyOf(requests);
        this.every = every;
    }

    /** Latencies in nanoseconds, sorted, and how often the connection had to be opened again. */
    static final class Result {
        private final long[] latencies;
        private final int reconnects;

        private Result(long[] latencies, int reconnects) {
            this.latencies = latencies;
            this.reconnects = reconnects;
        }

        int reconnects() {
            return reconnects;
        }

        double millis(double share) {
            int last = latencies.length - 1;
            return latencies[(int) Math.min(last, Math.floor(share * latencies.length))] / 1e6;
        }
    }

    Result ask(int count) throws IOException {
        return ask(asked -> asked < count);
    }

    /** @param goesOn whether to ask again, by the number of questions so far */
    Result ask(IntPredicate goesOn) throws IOException {
        LongStream.Builder latencies = LongStream.builder();
        int reconnects = 0;
        HttpExchange connection = new HttpExchange(tls.open(ADDRESS));
        try {
            long begin = System.nanoTime();
            for (int i = 0; goesOn.test(i); i++) {
                long due = begin + i * every.toNanos();
                LockSupport.parkNanos(due - System.nanoTime());
                String request = requests.get(i % requests.size());
                HttpExchange.Answer answer;
                try {
                    answer = connection.ask(request);
                } catch (IOException closed) {
                    reconnects++;
                    connection.close();
                    connection = new HttpExchange(tls.open(ADDRESS));
                    answer = connection.ask(request);
                }
                latencies.add(System.nanoTime() - due);
                if (answer.status() != 200) {
                    throw new AssertionError(request + " is answered with " + answer);
                }
            }
        } finally {
            connection.close();
        }
        return new Result(latencies.build().sorted().toArray(), reconnects);
    }
}
