package org.adcache.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Output of a command, and the environment it was started in. */
public final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Screens screens;
    private boolean renewing;

    public Terminal(PrintStream out, PrintStream err, Screens screens, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.screens = screens;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Whether one of the first three descriptors is a terminal. Java reports that for input and output only, and from
     * 22 on not even for these.
     */
    public static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Prints data: a line that may contain names from the directory. */
    public void print(String line) {
        out.println(Printable.text(line));
        out.flush();
    }

    public void printJson(JsonNode node) {
        out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(node));
        out.flush();
    }

    /** Prints progress, advice or an error. */
    public void say(String line) {
        if (renewing) {
            err.print("\r\u001b[K");
            renewing = false;
        }
        err.println(Printable.text(line));
        err.flush();
    }

    /** Prints progress: on a terminal it replaces the previous progress line, elsewhere it is a line like others. */
    public void renew(String line) {
        if (!screens.err()) {
            say(line);
        } else {
            err.print("\r\u001b[K" + Printable.text(line));
            err.flush();
            renewing = true;
        }
    }

    /** Returns the text of a time to the second; on a terminal also how long ago it was. */
    public String text(Instant time) {
        return screens.out() ? TimeText.relative(time, Instant.now()) : TimeText.absolute(time);
    }

    /** Clears the terminal, if data is printed to one. */
    void clear() {
        if (screens.out()) {
            out.print("\u001b[H\u001b[2J");
            out.flush();
        }
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    public Map<String, String> environment() {
        return environment;
    }

    boolean debug() {
        return variable("ADCACHE_DEBUG").isPresent();
    }

    void printStackTrace(Throwable error) {
        error.printStackTrace(err);
    }
}
