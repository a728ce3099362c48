package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * wrk, which requests the paths in a file from a server on loopback, in order.
 *
 * @param script questions.lua
 */
record Wrk(Path script, String token) {
    static final int CONNECTIONS = 32;
    private static final int MANY_CONNECTIONS = 4 * CONNECTIONS;
    private static final int THREADS = 2;

    /** Requests per second, and percentiles of the latency in microseconds. */
    record Result(double rate, double p50, double p99) {}

    /** Each connection sends its next request as soon as it has its answer. */
    Result atFullSpeed(int port, Path paths, int connections, int seconds) throws IOException, InterruptedException {
        return run(port, paths, connections, seconds, 0);
    }

    /** Each of many connections pauses between an answer and its next request. */
    Result withPauses(int port, Path paths, double pause, int seconds) throws IOException, InterruptedException {
        return run(port, paths, MANY_CONNECTIONS, seconds, pause);
    }

    /** Finds by trial the pauses, in milliseconds, with which the rate is about the wanted one. */
    double pauses(int port, Path paths, double rate) throws IOException, InterruptedException {
        double pause = Math.max(1, MANY_CONNECTIONS / rate * 1000);
        double reached =
                MANY_CONNECTIONS * 1000 / withPauses(port, paths, pause, 4).rate();
        return Math.max(0.5, pause + MANY_CONNECTIONS / rate * 1000 - reached);
    }

    private Result run(int port, Path paths, int connections, int seconds, double pause)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("QUESTIONS", paths.toString(), "TOKEN", token));
        if (pause > 0) {
            environment.put("PAUSE", Double.toString(pause));
        }
        String printed = Program.run(
                environment,
                List.of(
                        "wrk",
                        "-t" + Math.min(THREADS, connections),
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port));
        Map<String, Double> values = new HashMap<>();
        Matcher value = Pattern.compile("(rate|p50|p99|failed)=([0-9.]+)").matcher(printed);
        while (value.find()) {
            values.put(value.group(1), Double.valueOf(value.group(2)));
        }
        if (values.size() != 4 || values.get("failed") > 0) {
            throw new IllegalStateException("wrk failed: " + printed);
        }
        return new Result(values.get("rate"), values.get("p50"), values.get("p99"));
    }
}
