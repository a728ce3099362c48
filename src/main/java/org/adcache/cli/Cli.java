package org.adcache.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.adcache.cli.match.MatchCommand;
import org.adcache.cli.owner.RunAsOwner;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Failures;
import org.adcache.cli.terminal.Logging;
import org.adcache.cli.terminal.Screens;
import org.adcache.cli.terminal.Terminal;
import org.adcache.cli.token.TokenCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;

/** Root command of the command line, with all subcommands and the exit codes of what they throw. */
@Command(
        name = "adcache",
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps a small, always-ready copy of the people, contacts and groups of Active Directory.",
        footer = {
            "",
            "Exit codes: 0 ok or found, 1 not found or a check failed, 2 usage,"
                    + " 69 unavailable, 70 internal error, 75 unknown for now, 77 permission, 78 configuration.",
            "",
            "Environment: ADCACHE_URL and ADCACHE_TOKEN_FILE name a service elsewhere,"
                    + " ADCACHE_LOG_LEVEL=DEBUG logs more (and may name people), ADCACHE_LOG=json one object a line,"
                    + " ADCACHE_DEBUG=1 prints the stack trace of a failed command, ADCACHE_JAVA_OPTS has options for Java."
        })
public final class Cli {
    private final ServiceLauncher launcher;
    private final Terminal terminal;

    Cli(ServiceLauncher launcher, Terminal terminal) {
        this.launcher = launcher;
        this.terminal = terminal;
    }

    /** In the order in which help lists them. */
    private Map<String, Supplier<Object>> subcommands() {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("demo", () -> new DemoCommand(terminal, launcher));
        all.put("serve", () -> new ServeCommand(terminal, launcher));
        all.put("check-config", () -> new CheckConfigCommand(terminal));
        all.put("doctor", () -> new DoctorCommand(terminal));
        all.put("explain", () -> new ExplainCommand(terminal));
        all.put("keytab", () -> new KeytabCommand(terminal));
        all.put("lookup", () -> new LookupCommand(terminal));
        all.put("match", () -> new MatchCommand(terminal));
        all.put("suggest", () -> new SuggestCommand(terminal));
        all.put("status", () -> new StatusCommand(terminal));
        all.put("sync", () -> new SyncCommand(terminal));
        all.put("reload", () -> new ReloadCommand(terminal));
        all.put("enable", () -> SwitchCommand.enable(terminal));
        all.put("disable", () -> SwitchCommand.disable(terminal));
        all.put("token", () -> TokenCommand.of(terminal));
        all.put("data-inventory", () -> new DataInventoryCommand(terminal));
        all.put("version", () -> new VersionCommand(terminal));
        all.put("help", HelpCommand::new);
        return all;
    }

    /**
     * Builds the command with only the subcommand that the arguments name, or with all of them: reading the
     * annotations of each takes a seventh of the service's start-up time.
     */
    private CommandLine commands(String... arguments) {
        Failures failures = new Failures(terminal);
        CommandLine commands = new CommandLine(this);
        Map<String, Supplier<Object>> all = subcommands();
        boolean one = arguments.length > 0 && all.containsKey(arguments[0]) && !arguments[0].equals("help");
        all.forEach((name, subcommand) -> {
            if (!one || name.equals(arguments[0])) {
                commands.addSubcommand(name, subcommand.get());
            }
        });
        commands.setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setExecutionStrategy(new RunAsOwner(terminal))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
        explain(commands);
        commands.getCommandSpec()
                .versionProvider(() -> new String[] {VersionCommand.text()})
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print the version")
                        .build());
        return commands;
    }

    /** Runs the command that the arguments name; returns the process's exit code. */
    public static int run(String[] arguments, ServiceLauncher launcher) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        return new Cli(launcher, new Terminal(out, err, Screens.ofThisProcess(), System.getenv())).run(arguments);
    }

    /** All commands, to be described in the manual; those that start a service can't be run. */
    public static CommandLine described() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        ServiceLauncher none = (config, callers) -> {
            throw new IllegalStateException("these commands are described, not run");
        };
        return new Cli(none, new Terminal(nowhere, nowhere, Screens.ofThisProcess(), Map.of())).commands();
    }

    int run(String... arguments) {
        try {
            Logging.check(terminal);
        } catch (CommandException e) {
            return new Failures(terminal).report(e);
        }
        return commands(arguments).execute(arguments);
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
