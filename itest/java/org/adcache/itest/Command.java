package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Command that the test runs to its end. */
record Command(List<String> words, Map<String, String> environment, Duration timeout) {
    /** Exit code and complete output. */
    record Outcome(int exit, String output, String errors) {}

    static Command of(String... words) {
        return of(List.of(words));
    }

    static Command of(List<String> words) {
        return new Command(List.copyOf(words), Map.of(), Duration.ofMinutes(20));
    }

    Command with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Command(words, Map.copyOf(more), timeout);
    }

    /** Returns the same command, run inside a namespace. */
    Command in(NetworkNamespace namespace) {
        List<String> longer = new ArrayList<>(namespace.prefix());
        longer.addAll(words);
        return new Command(List.copyOf(longer), environment, timeout);
    }

    /** Runs it and returns its standard output; any exit code but 0 fails the test. */
    String run() {
        Outcome outcome = outcome();
        if (outcome.exit() != 0) {
            throw new AssertionError(
                    words + " ended with " + outcome.exit() + "\n" + outcome.output() + "\n" + outcome.errors());
        }
        return outcome.output();
    }

    /** Runs it and returns its outcome. */
    Outcome outcome() {
        try {
            Path output = Files.createTempFile("adcache-itest-", ".out");
            Path errors = Files.createTempFile("adcache-itest-", ".err");
            try {
                return outcome(output, errors);
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + words, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Outcome outcome(Path output, Path errors) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(words + " did not end within " + timeout + "\n" + Files.readString(errors));
        }
        return new Outcome(process.exitValue(), text(output), text(errors));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
