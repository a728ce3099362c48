package org.adcache.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Process that runs beside the test. Its output goes to two files, {@code NAME.out} and {@code NAME.err}, which every
 * failure message quotes. It and its descendants are killed by {@link #close()}, and at the latest when this JVM ends.
 */
final class ChildProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path output;
    private final Path errors;
    private final Thread pump;
    private final Thread lastResort;
    private final List<String> lines = new ArrayList<>();

    private ChildProcess(String name, Process process, Path output, Path errors) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.errors = errors;
        this.pump = new Thread(this::copyOutput, name + "-output");
        this.lastResort = new Thread(this::kill);
    }

    /** Starts a command; {@code environment} is added to this JVM's. */
    static ChildProcess start(String name, Path folder, Map<String, String> environment, List<String> command) {
        try {
            Files.createDirectories(folder);
            Path output = folder.resolve(name + ".out");
            Path errors = folder.resolve(name + ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            ChildProcess child = new ChildProcess(name, builder.start(), output, errors);
            Runtime.getRuntime().addShutdownHook(child.lastResort);
            child.pump.setDaemon(true);
            child.pump.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    private void copyOutput() {
        try (InputStream in = process.getInputStream();
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                Writer writer = Files.newBufferedWriter(output)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                writer.write(line + "\n");
                writer.flush();
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns the first line of standard output, past or future, that the condition accepts. */
    String awaitLine(String what, Duration timeout, Predicate<String> condition) {
        Deadline deadline = Deadline.in(timeout);
        synchronized (lines) {
            while (true) {
                Optional<String> hit = lines.stream().filter(condition).findFirst();
                if (hit.isPresent()) {
                    return hit.get();
                }
                if (deadline.isOver() || (!process.isAlive() && !pump.isAlive())) {
                    throw new AssertionError("no " + what + " within " + timeout + "\n" + quote());
                }
                try {
                    lines.wait(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Writes a line to the process's standard input. */
    void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not listen\n" + quote(), e);
        }
    }

    /** Returns all lines of standard output so far. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Returns standard error so far. */
    String errors() {
        return read(errors);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the process to end; empty if it is still running at the timeout. */
    Optional<Integer> awaitExit(Duration timeout) {
        try {
            return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The number of the Java process that it is or has started. */
    long javaPid() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(handle -> handle.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** Sends a signal, such as {@code INT}, to the process alone. */
    void signal(String signal) {
        Command.of("kill", "-" + signal, Long.toString(process.pid())).run();
    }

    /** Sends a signal to the process and its descendants. */
    void signalFamily(String signal) {
        List<String> words = new ArrayList<>(List.of("kill", "-" + signal, Long.toString(process.pid())));
        process.descendants()
                .map(ProcessHandle::pid)
                .map(pid -> Long.toString(pid))
                .forEach(words::add);
        Command.of(words).run();
    }

    /** Kills the process and its descendants (SIGKILL). */
    void kill() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(0, process.toHandle());
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** Terminates the process (SIGTERM), and kills it if it does not end. */
    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        if (awaitExit(Duration.ofSeconds(10)).isEmpty()) {
            kill();
            awaitExit(Duration.ofSeconds(5));
        }
        family.forEach(ProcessHandle::destroyForcibly);
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException jvmIsEnding) {
            // The hook runs, or has run: there is nothing to remove.
        }
    }

    /** Returns the end of both output files, for a failure message. */
    String quote() {
        return "--- " + name + ", standard output (" + output + ")\n" + tail(read(output)) + "--- " + name
                + ", standard error (" + errors + ")\n" + tail(read(errors));
    }

    private static String tail(String text) {
        return text.length() <= 6000 ? text : "…" + text.substring(text.length() - 6000);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
