package org.adcache.cli.owner;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import org.adcache.store.file.FileStatus;

/**
 * This process's command line, started again as the owner of the data folder, in a session of its own: with root's
 * terminal as its controlling terminal, another process of that user could attach to it and type into root's shell. For
 * the same reason a terminal isn't passed on; what the command prints is copied to it.
 */
final class OwnerProcess {
    private static final int NOGROUP = 65534;

    private final FileStatus owner;
    private final Path folder;
    private final Terminal terminal;

    OwnerProcess(FileStatus owner, Path folder, Terminal terminal) {
        this.owner = owner;
        this.folder = folder;
        this.terminal = terminal;
    }

    /** Runs the command to its end, and returns its exit code. Signals that end this process are passed on. */
    int run() throws CommandException, IOException, InterruptedException {
        for (String program : List.of("setsid", "setpriv")) {
            require(program);
        }
        String java = ProcessHandle.current().info().command().orElseThrow();
        requireAccess(java);
        List<String> words = new ArrayList<>(prefix());
        words.add(java);
        words.addAll(arguments());
        Process command = new ProcessBuilder(words)
                .redirectInput(Terminal.isTerminal(0) ? Redirect.from(new File("/dev/null")) : Redirect.INHERIT)
                .redirectOutput(Terminal.isTerminal(1) ? Redirect.PIPE : Redirect.INHERIT)
                .redirectError(Terminal.isTerminal(2) ? Redirect.PIPE : Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(command), "stop-owner"));
        Thread out = copy(command.getInputStream(), terminal.out());
        Thread err = copy(command.getErrorStream(), terminal.err());
        int exit = command.waitFor();
        out.join();
        err.join();
        return exit;
    }

    private List<String> prefix() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("setsid", "setpriv", "--reuid", Integer.toString(owner.uid())));
        boolean named = !owner.ownerName().equals(Integer.toString(owner.uid()));
        words.addAll(List.of("--regid", named ? primaryGroup() : groupOfFolder()));
        words.add(named ? "--init-groups" : "--clear-groups");
        words.addAll(List.of("--no-new-privs", "--pdeathsig", "TERM", "--"));
        return words;
    }

    private String primaryGroup() throws IOException, InterruptedException {
        Process id = new ProcessBuilder("id", "-g", Integer.toString(owner.uid()))
                .redirectError(Redirect.INHERIT)
                .start();
        String group = new String(id.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (id.waitFor() != 0 || !group.matches("\\d+")) {
            throw new IOException("id -g " + owner.uid() + " printed no group");
        }
        return group;
    }

    /** The group of a user whom the machine doesn't know; never root's. */
    private String groupOfFolder() {
        return Integer.toString(owner.gid() == 0 ? NOGROUP : owner.gid());
    }

    /** The arguments of this JVM, complete: the process's own description may cut them short. */
    private static List<String> arguments() throws IOException {
        String line = new String(Files.readAllBytes(Path.of("/proc/self/cmdline")), StandardCharsets.UTF_8);
        List<String> words = List.of(line.split("\0", -1));
        return words.subList(1, words.size() - 1);
    }

    private void require(String program) throws CommandException {
        String path = terminal.variable("PATH").orElse("/usr/bin:/bin");
        for (String place : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(place, program))) {
                return;
            }
        }
        throw new CommandException(
                Exit.UNAVAILABLE,
                reason() + ", and there is no " + program + " to become that user with.",
                "Install util-linux, or run this command as that user.");
    }

    private void requireAccess(String java) throws CommandException, IOException, InterruptedException {
        List<String> words = new ArrayList<>(prefix());
        words.addAll(List.of("test", "-x", java));
        for (String file : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!file.isEmpty()) {
                words.addAll(List.of("-a", "-r", file));
            }
        }
        Process test = new ProcessBuilder(words)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .start();
        String output = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (test.waitFor() != 0) {
            String files = System.getProperty("java.class.path") + " or run " + java;
            throw new CommandException(
                    Exit.PERMISSION,
                    reason() + ", who can't read " + files + (output.isEmpty() ? "." : " (" + output + ")."),
                    "Copy the distribution to where every user may read it, for instance /opt/adcache.");
        }
    }

    private String reason() {
        return "The data folder " + folder + " belongs to the user " + owner.ownerName();
    }

    private static Thread copy(InputStream from, OutputStream to) {
        Thread thread = new Thread(() -> {
            try {
                from.transferTo(to);
                to.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void stop(Process command) {
        if (!command.isAlive()) {
            return;
        }
        command.destroy();
        try {
            Runtime.getRuntime().halt(command.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
