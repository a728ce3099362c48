package org.adcache.cli.token;

import org.adcache.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code token} with its subcommands. */
@Command(name = "token", synopsisSubcommandLabel = "COMMAND", description = "Manages the API tokens of a service.")
public final class TokenCommand {
    private TokenCommand() {}

    public static CommandLine of(Terminal terminal) {
        return new CommandLine(new TokenCommand())
                .addSubcommand(new TokenCreateCommand(terminal))
                .addSubcommand(new TokenListCommand(terminal))
                .addSubcommand(new TokenRevokeCommand(terminal));
    }
}
