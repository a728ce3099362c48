package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Running {@code adcache demo} on a free port of this machine's loopback. */
record DemoProcess(ChildProcess process, int port) implements AutoCloseable {
    /** Starts the demo of a distribution, with additional arguments, and waits until it has printed its requests. */
    static DemoProcess start(Path distribution, Path log, Map<String, String> environment, String... arguments) {
        return start(List.of(), distribution, log, environment, arguments);
    }

    /** Starts the demo through a wrapper, such as {@code prlimit}. */
    static DemoProcess start(
            List<String> wrapper, Path distribution, Path log, Map<String, String> environment, String... arguments) {
        int port = freePort();
        // A process started in the background ignores Ctrl-C, and so would its children; those of a terminal don't.
        List<String> words = new ArrayList<>(wrapper);
        words.addAll(List.of("env", "--default-signal=INT"));
        words.addAll(List.of(distribution.resolve("bin/adcache").toString(), "demo", "--port", Integer.toString(port)));
        words.addAll(List.of(arguments));
        ChildProcess process = ChildProcess.start("demo-" + port, log, environment, words);
        DemoProcess demo = new DemoProcess(process, port);
        try {
            process.awaitLine("request to paste", Duration.ofMinutes(4), line -> line.contains("curl"));
            Deadline.await(
                    "the demo answers",
                    Duration.ofMinutes(2),
                    process::quote,
                    () -> demo.client().get("/readyz").status() == 200);
            return demo;
        } catch (RuntimeException | Error e) {
            process.kill();
            throw e;
        }
    }

    AdcacheClient client() {
        return new AdcacheClient("http://127.0.0.1:" + port, "the demo asks for none");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
