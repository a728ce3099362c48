package org.adcache.itest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Fault of one system call, made by strace: the n-th call of a name fails with an error, or is left out and returns a
 * number. The work is done by a thread of its own, and only that is traced: what the JVM does on others goes on.
 *
 * @param call the name, or several separated by commas
 * @param outcome {@code error=EIO}, or {@code retval=1}
 * @param when from 1; with a plus sign that call and every one after it
 */
record SystemCallFault(String call, String outcome, String when) {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Work in which calls are failed. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Whether strace is installed and may trace this process. */
    static boolean possible() {
        try {
            calls("fsync", () -> {});
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    /** Names of the system calls that a piece of work makes, of these names, in order. */
    static List<String> calls(String names, Work work) throws Exception {
        return traced(List.of("-e", "trace=" + names), work).stream()
                .filter(line -> line.matches("[a-z0-9_]+\\(.*"))
                .map(line -> line.substring(0, line.indexOf('(')))
                .toList();
    }

    /** Runs work with the fault, and returns the call that it happened to; empty if there was no such call. */
    List<String> during(Work work) throws Exception {
        String inject = "inject=" + call + ":" + outcome + ":when=" + when;
        return traced(List.of("-y", "-e", "trace=" + call, "-e", inject), work).stream()
                .filter(line -> line.contains("(INJECTED)"))
                .toList();
    }

    private static List<String> traced(List<String> options, Work work) throws Exception {
        TracedThread thread = new TracedThread(work);
        Path output = Files.createTempFile("adcache-strace", ".txt");
        List<String> command = new ArrayList<>(List.of("strace", "-q", "-o", output.toString()));
        command.addAll(options);
        command.addAll(List.of("-p", thread.id()));
        Process strace = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            thread.awaitTracer(strace);
            thread.finish();
            if (!strace.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("strace goes on without the thread that it traced");
            }
            return Files.readAllLines(output, ISO_8859_1);
        } finally {
            thread.abandon();
            strace.destroyForcibly();
            Files.delete(output);
        }
    }

    /** Thread that makes no system call between the moment it can be traced and its work. */
    private static final class TracedThread {
        private enum Order {
            WAIT,
            WORK,
            END
        }

        private final CompletableFuture<Path> folder = new CompletableFuture<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final Work work;
        private volatile Order order = Order.WAIT;

        TracedThread(Work work) {
            this.work = work;
            Thread thread = new Thread(this::run, "traced");
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            try {
                folder.complete(Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self"))));
                while (order == Order.WAIT) {
                    Thread.onSpinWait();
                }
                if (order == Order.WORK) {
                    work.run();
                }
                end.complete(null);
            } catch (Throwable e) {
                folder.completeExceptionally(e);
                end.completeExceptionally(e);
            }
        }

        String id() throws Exception {
            return folder.get(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .getFileName()
                    .toString();
        }

        void awaitTracer(Process strace) throws Exception {
            Path status = folder.get().resolve("status");
            Deadline deadline = Deadline.in(LONGEST);
            while (Files.readAllLines(status).contains("TracerPid:\t0")) {
                if (!strace.isAlive() || deadline.isOver()) {
                    throw new IOException("strace can't trace");
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }

        /** Does the work; its exception is thrown here. */
        void finish() throws Exception {
            order = Order.WORK;
            try {
                end.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }

        void abandon() {
            if (order == Order.WAIT) {
                order = Order.END;
            }
        }
    }
}
