package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Running {@code adcache serve} inside a network namespace, with a client that has an admin token. */
final class AdcacheProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    /** A short-lived process gains nothing from the second compiler, which takes half of its CPU time. */
    private static final Map<String, String> SHORT_LIVED = Map.of("ADCACHE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");

    private final ChildProcess process;
    private final AdcacheClient client;
    private final long listeningAt;

    private AdcacheProcess(ChildProcess process, AdcacheClient client, long listeningAt) {
        this.process = process;
        this.client = client;
        this.listeningAt = listeningAt;
    }

    /** Starts the service and waits until it listens. Its token is created at the first start on a data folder. */
    static AdcacheProcess start(SambaDomain domain, TestConfig config) {
        return start(domain, config, List.of());
    }

    /** Starts the service through a wrapper, such as {@code faketime}. */
    static AdcacheProcess start(SambaDomain domain, TestConfig config, List<String> wrapper) {
        return start(domain.namespace(), config, wrapper, Map.of());
    }

    /** Starts the service in any namespace, through a wrapper, with additional environment variables. */
    static AdcacheProcess start(
            NetworkNamespace namespace, TestConfig config, List<String> wrapper, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(SHORT_LIVED);
        variables.putAll(environment);
        Path file = write(config);
        String token = token(namespace, config.dataDir(), file);
        List<String> words = new ArrayList<>(namespace.prefix());
        words.addAll(wrapper);
        words.addAll(List.of(ProjectFiles.launcher().toString(), "serve", "--config", file.toString()));
        String name = config.dataDir().getFileName().toString();
        ChildProcess process = ChildProcess.start(name, config.dataDir().resolveSibling("log"), variables, words);
        try {
            process.awaitLine("line \"listening on\"", TIMEOUT, line -> line.startsWith("listening on "));
            long listeningAt = System.nanoTime();
            int port = namespace.relay(config.port());
            return new AdcacheProcess(process, new AdcacheClient("http://127.0.0.1:" + port, token), listeningAt);
        } catch (RuntimeException | Error e) {
            process.kill();
            throw e;
        }
    }

    /** Writes the configuration beside the data folder. */
    static Path write(TestConfig config) {
        Path folder = config.dataDir();
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolveSibling(folder.getFileName() + ".conf"), config.hocon());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(NetworkNamespace namespace, Path dataDir, Path config) {
        Path file = dataDir.resolveSibling(dataDir.getFileName() + ".token");
        try {
            if (!Files.exists(file)) {
                String launcher = ProjectFiles.launcher().toString();
                Files.writeString(
                        file,
                        Command.of(launcher, "token", "create", "--config", config.toString(), "--scope", "admin")
                                .in(namespace)
                                .run());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AdcacheClient client() {
        return client;
    }

    /** Time since the service reported that it listens. */
    Duration sinceListening() {
        return Duration.ofNanos(System.nanoTime() - listeningAt);
    }

    /** Waits for the first successful sync of every connection. */
    AdcacheProcess awaitSynced() {
        Deadline.await(
                "a successful sync",
                TIMEOUT,
                this::quote,
                () -> client.get("/v1/status")
                        .expect(200)
                        .body()
                        .path("connections")
                        .valueStream()
                        .allMatch(connection -> connection.hasNonNull("lastSuccess")));
        return this;
    }

    /** Waits until a sync of the only connection has failed, and returns the error. */
    JsonNode awaitLastError() {
        Deadline.await(
                "the status names an error",
                Duration.ofMinutes(2),
                this::quote,
                () -> client.connection().hasNonNull("lastError"));
        return client.connection().path("lastError");
    }

    /** Runs a full sync of every connection to its end, and fails unless all succeed. */
    void sync() {
        sync("full");
    }

    /** Runs a sync of every connection to its end, {@code full} or {@code auto}, and fails unless all succeed. */
    void sync(String mode) {
        List<String> started = client.post("/v1/sync?mode=" + mode)
                .expect(202)
                .body()
                .path("runs")
                .valueStream()
                .map(run -> run.path("id").asString())
                .toList();
        Deadline.await(
                "the sync ends well",
                TIMEOUT,
                this::quote,
                () -> started.stream().allMatch(run -> outcome(run).equals("ok")));
    }

    private String outcome(String run) {
        return client.runs().stream()
                .filter(candidate -> candidate.path("id").asString().equals(run))
                .findFirst()
                .map(candidate -> candidate.path("outcome").asString(""))
                .orElse("");
    }

    ChildProcess process() {
        return process;
    }

    /** Kills the process (SIGKILL). */
    void kill() {
        process.kill();
        process.awaitExit(TIMEOUT);
    }

    /** The status and the last output, for a failure message. */
    String quote() {
        String status = process.isAlive() ? client.get("/v1/status").text() : "the process has ended";
        return "status: " + status + "\n" + process.quote();
    }

    @Override
    public void close() {
        process.close();
    }
}
