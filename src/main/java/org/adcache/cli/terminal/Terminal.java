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
    /** Returns to the start of the line and clears it. */
    static final String CLEAR_LINE = "\r\u001b[K";

    private static final int USUAL_WIDTH = 80;

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
        endProgress();
        out.println(Printable.text(line));
        out.flush();
    }

    /**
     * Prints an item of a list. On a terminal its label is coloured, and its text wrapped to the right of the label;
     * elsewhere it is one line.
     */
    public void printItem(String label, Colour colour, String text) {
        if (!screens.out()) {
            print(label + text);
            return;
        }
        String indent = " ".repeat(label.length());
        String start = isMonochrome() ? label : colour.paint(label);
        for (String line : Wrapped.lines(Printable.text(text), width() - label.length())) {
            out.println(start + line);
            start = indent;
        }
        out.flush();
    }

    /** See https://no-color.org. */
    private boolean isMonochrome() {
        return variable("NO_COLOR").isPresent()
                || variable("TERM").filter("dumb"::equals).isPresent();
    }

    private int width() {
        return variable("COLUMNS")
                .filter(columns -> columns.matches("[1-9][0-9]{1,3}"))
                .map(Integer::parseInt)
                .orElse(USUAL_WIDTH);
    }

    public void printJson(JsonNode node) {
        out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(node));
        out.flush();
    }

    /** Prints progress, advice or an error. */
    public void say(String line) {
        endProgress();
        err.println(Printable.text(line));
        err.flush();
    }

    /** Clears the progress line: what follows, on either stream, begins in its place. */
    private void endProgress() {
        if (renewing) {
            err.print(CLEAR_LINE);
            err.flush();
            renewing = false;
        }
    }

    /** Prints progress: on a terminal it replaces the previous progress line, elsewhere it is a line like others. */
    public void renew(String line) {
        if (!screens.err()) {
            say(line);
        } else {
            err.print(CLEAR_LINE + Printable.text(line));
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
