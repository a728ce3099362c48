package org.adcache.cli.owner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.ConfigReader;
import org.adcache.store.file.FileStatus;
import org.adcache.store.file.FolderOwner;
import org.adcache.store.file.UnsafeFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/**
 * Execution strategy by which root becomes the owner of the data folder that a command names, by {@code --config} or
 * {@code --data-dir}, before the command touches it. Otherwise that owner could lead root astray by a link.
 */
public final class RunAsOwner implements IExecutionStrategy {
    private final Terminal terminal;
    private final IExecutionStrategy here = new CommandLine.RunLast();

    public RunAsOwner(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int execute(ParseResult parsed) {
        ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        if (FileStatus.ownUid() != FileStatus.ROOT || command.isUsageHelpRequested()) {
            return here.execute(parsed);
        }
        CommandLine failing = command.commandSpec().commandLine();
        try {
            Optional<OwnerProcess> owner = owner(command);
            return owner.isPresent() ? owner.get().run() : here.execute(parsed);
        } catch (UnsafeFileException e) {
            throw failure(failing, new ProblemException(e.problem(), e));
        } catch (IOException | CommandException e) {
            throw failure(failing, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(failing, e);
        }
    }

    /** The process to start instead; empty if the command names no folder, or one of root. */
    private Optional<OwnerProcess> owner(ParseResult command) throws IOException {
        Path config = command.matchedOptionValue("--config", null);
        if (config == null && usesDefaultConfig(command)) {
            config = ConfigReader.DEFAULT_FILE;
        }
        Optional<Path> folder = config == null
                ? Optional.ofNullable(command.matchedOptionValue("--data-dir", null))
                : new ConfigReader(terminal.environment()).dataFolder(config);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        FileStatus owner = FolderOwner.of(folder.get());
        return owner.uid() == FileStatus.ROOT
                ? Optional.empty()
                : Optional.of(new OwnerProcess(owner, folder.get(), terminal));
    }

    /** Whether it finds the data folder by the configuration in its usual place. */
    private boolean usesDefaultConfig(ParseResult command) {
        boolean namesService = command.hasMatchedOption("--url")
                || command.hasMatchedOption("--token-file")
                || terminal.variable("ADCACHE_URL").isPresent()
                || terminal.variable("ADCACHE_TOKEN_FILE").isPresent();
        return command.commandSpec().findOption("--config") != null && !namesService;
    }

    private static CommandLine.ExecutionException failure(CommandLine command, Exception cause) {
        return new CommandLine.ExecutionException(command, String.valueOf(cause.getMessage()), cause);
    }
}
