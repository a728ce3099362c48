package org.adcache.cli.token;

import java.util.List;
import java.util.concurrent.Callable;
import org.adcache.account.ProblemException;
import org.adcache.auth.ApiToken;
import org.adcache.auth.TokenFolder;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.ConfigOption;
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

    @Parameters(arity = "1", paramLabel = "ID|NAME", description = "As \"adcache token list\" shows it")
    private String idOrName = "";

    TokenRevokeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidConfigException, ProblemException, CommandException {
        TokenFolder folder = TokenFolder.open(config.read(terminal).store().dataFolder());
        List<ApiToken> revoked = folder.change(tokens -> tokens.revoke(idOrName));
        if (revoked.isEmpty()) {
            throw new CommandException(
                    Exit.NOT_FOUND,
                    "There is no token with the id or name \"" + idOrName + "\".",
                    "\"adcache token list\" shows both.");
        }
        for (ApiToken token : revoked) {
            folder.audit().tokenRevoked(token);
            terminal.say("Revoked " + token.id()
                    + token.name().map(name -> " (" + name + ")").orElse("") + ".");
        }
        return Exit.OK.code();
    }
}
