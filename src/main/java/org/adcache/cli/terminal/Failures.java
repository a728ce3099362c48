package org.adcache.cli.terminal;

import java.nio.file.AccessDeniedException;
import java.util.List;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.config.InvalidConfigException;
import picocli.CommandLine;

/**
 * Exception handlers of the command line: one sentence, one remedy and an exit code; a stack trace only with
 * ADCACHE_DEBUG.
 */
public final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    private final Terminal terminal;

    public Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        if (terminal.debug()) {
            terminal.printStackTrace(error);
        }
        if (error instanceof CommandException e) {
            return report(e);
        }
        if (error instanceof InvalidConfigException e) {
            e.problems().forEach(problem -> terminal.say(problem.toString()));
            return Exit.CONFIGURATION.code();
        }
        if (error instanceof ProblemException e) {
            return report(exit(e), e.problem().detail(), e.problem().remedy());
        }
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return report(Exit.UNAVAILABLE, "Interrupted.", "Start it again.");
        }
        return report(
                Exit.INTERNAL,
                "Internal error: " + error + ".",
                "This is a bug in adcache. Set ADCACHE_DEBUG=1 to see where, and report it.");
    }

    @Override
    public int handleParseException(CommandLine.ParameterException error, String[] args) {
        terminal.say("adcache: " + error.getMessage());
        CommandLine command = error.getCommandLine();
        List<String> guesses = error instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        terminal.say(
                guesses.isEmpty()
                        ? "See \"" + command.getCommandSpec().qualifiedName() + " --help\"."
                        : "Did you mean " + String.join(" or ", guesses) + "?");
        return Exit.USAGE.code();
    }

    /** Prints the failure; returns its exit code. */
    public int report(CommandException e) {
        return report(e.exit(), e.sentence(), e.remedy());
    }

    private int report(Exit exit, String sentence, String remedy) {
        terminal.say("adcache: " + sentence + " " + remedy);
        return exit.code();
    }

    private static Exit exit(ProblemException error) {
        ProblemType type = error.problem().type();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof AccessDeniedException) {
                return Exit.PERMISSION;
            }
        }
        if (type == ProblemType.PORT_FORBIDDEN) {
            return Exit.PERMISSION;
        }
        if (type == ProblemType.TOKEN_NAME_TAKEN) {
            return Exit.USAGE;
        }
        return type.isConfigurationFault() ? Exit.CONFIGURATION : Exit.UNAVAILABLE;
    }
}
