package org.adcache.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/** All commands, and what happens with what they throw. */
@Command(
        name = "adcache",
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps a small, always-ready copy of the people, contacts and groups of Active Directory.",
        footer = {
            "",
            "Exit codes: 0 ok or found, 1 not found or a check failed, 2 usage,",
            "69 unavailable, 70 internal error, 75 unknown for now, 77 permission, 78 configuration."
        })
public final class Cli {
    private final CommandLine commands;

    Cli(ServiceLauncher launcher, Terminal terminal) {
        Failures failures = new Failures(terminal);
        commands = new CommandLine(this)
                .addSubcommand(new DemoCommand(terminal, launcher))
                .addSubcommand(new ServeCommand(terminal, launcher))
                .addSubcommand(new CheckConfigCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new KeytabCommand(terminal))
                .addSubcommand(new LookupCommand(terminal))
                .addSubcommand(new SuggestCommand(terminal))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(new SyncCommand(terminal))
                .addSubcommand(SwitchCommand.enable(terminal))
                .addSubcommand(SwitchCommand.disable(terminal))
                .addSubcommand(TokenCommand.of(terminal))
                .addSubcommand(new DataInventoryCommand(terminal))
                .addSubcommand(new VersionCommand(terminal))
                .addSubcommand(new HelpCommand())
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
        explain(commands);
    }

    /** Runs the command that the arguments name; the process's exit code. */
    public static int run(String[] arguments, ServiceLauncher launcher) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        return new Cli(launcher, new Terminal(out, err, isWatched(), System.getenv())).run(arguments);
    }

    /** Whether standard error is a terminal. Java tells of input and output only, and on 22 and newer not even that. */
    private static boolean isWatched() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    int run(String... arguments) {
        return commands.execute(arguments);
    }

    private static void explain(CommandLine command) {
        if (!(command.getCommand() instanceof HelpCommand)) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Explain the command")
                            .build());
            command.getSubcommands().values().forEach(Cli::explain);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
