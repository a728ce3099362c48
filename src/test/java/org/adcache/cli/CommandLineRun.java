package org.adcache.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.adcache.cli.terminal.Screens;
import org.adcache.cli.terminal.Terminal;

/** Result of a command line run in this process: its exit code and its output. */
public record CommandLineRun(int exit, String out, String err) {
    public static CommandLineRun of(String... arguments) {
        return with(Map.of(), arguments);
    }

    static CommandLineRun with(Map<String, String> environment, String... arguments) {
        return with(
                (config, callers) -> {
                    throw new AssertionError("no service expected");
                },
                environment,
                arguments);
    }

    static CommandLineRun with(ServiceLauncher launcher, Map<String, String> environment, String... arguments) {
        return on(Screens.NONE, launcher, environment, arguments);
    }

    /** As in a window, where both streams are a terminal. */
    static CommandLineRun onATerminal(Map<String, String> environment, String... arguments) {
        return on(
                new Screens(true, true),
                (config, callers) -> {
                    throw new AssertionError("no service expected");
                },
                environment,
                arguments);
    }

    private static CommandLineRun on(
            Screens screens, ServiceLauncher launcher, Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                screens,
                environment);
        int exit = new Cli(launcher, terminal).run(arguments);
        return new CommandLineRun(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
