package org.adcache.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.adcache.account.ProblemException;
import org.adcache.auth.ApiToken;
import org.adcache.auth.TokenFolder;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.InvalidConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Removes a token; a running service refuses it within a second.")
final class TokenRevokeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(arity = "1", paramLabel = "ID", description = "As \"adcache token list\" shows it")
    private String id = "";

    TokenRevokeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidConfigException, ProblemException, CommandException {
        TokenFolder folder = TokenFolder.open(config.read(terminal).store().dataFolder());
        Optional<ApiToken> revoked = folder.change(tokens -> tokens.revoke(id));
        if (revoked.isEmpty()) {
            throw new CommandException(
                    Exit.NOT_FOUND,
                    "There is no token with the id \"" + id + "\".",
                    "\"adcache token list\" shows the ids.");
        }
        folder.audit().tokenRevoked(revoked.get());
        terminal.say("Revoked " + id
                + revoked.get().name().map(name -> " (" + name + ")").orElse("") + ".");
        return Exit.OK.code();
    }
}
