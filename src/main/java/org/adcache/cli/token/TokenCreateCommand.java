package org.adcache.cli.token;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.adcache.account.ProblemException;
import org.adcache.auth.Scope;
import org.adcache.auth.TokenFolder;
import org.adcache.auth.Tokens;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.ConfigOption;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.InvalidConfigException;
import org.adcache.store.file.DataFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = {
            "Creates a token and prints it, alone, on standard output; it is never shown again.",
            "A running service accepts it within a second."
        })
final class TokenCreateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--scope",
            required = true,
            split = ",",
            paramLabel = "SCOPE",
            description = "lookup (lookup and match), suggest, export (lists and members), or admin (everything);"
                    + " may be repeated")
    private List<String> scopes = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "Purpose or owner of the token; no two have the same")
    private @Nullable String name;

    @Option(
            names = "--expires",
            paramLabel = "WHEN",
            description = "After a time such as 45s, 12h or 90d, or at the start of a day such as 2027-01-31 (UTC)."
                    + " Default: never")
    private @Nullable String expires;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the token to this file, which only its owner can read, instead of printing it")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print the token and its properties as JSON")
    private boolean json;

    TokenCreateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidConfigException, ProblemException, CommandException {
        Set<Scope> wanted = scopes();
        Expiry expiry = Expiry.parse(Optional.ofNullable(expires), Clock.systemUTC());
        Path data = config.read(terminal).store().dataFolder();
        create(data);
        if (output == null) {
            print(created(data, wanted, expiry));
            return Exit.OK.code();
        }
        try (TokenOutput file = TokenOutput.create(output)) {
            Tokens.Created created = created(data, wanted, expiry);
            file.write(created.secret());
            terminal.say("The token " + created.token().id() + " is in " + output + ".");
        }
        return Exit.OK.code();
    }

    private Tokens.Created created(Path data, Set<Scope> wanted, Expiry expiry) throws ProblemException {
        TokenFolder folder = TokenFolder.open(data);
        Tokens.Created created = folder.change(tokens -> tokens.create(wanted, Optional.ofNullable(name), expiry.at()));
        folder.audit().tokenCreated(created.token());
        return created;
    }

    private void print(Tokens.Created created) {
        if (json) {
            terminal.printJson(TokenJson.of(created.token()).put("token", created.secret()));
        } else {
            terminal.print(created.secret());
        }
    }

    /** Creates the data folder for a token that is created before the first start. */
    private static void create(Path folder) throws ProblemException {
        if (!Files.exists(folder)) {
            DataFolder.open(folder).close();
        }
    }

    private Set<Scope> scopes() throws CommandException {
        Set<Scope> wanted = EnumSet.noneOf(Scope.class);
        for (String scope : scopes) {
            wanted.add(Scope.parse(scope)
                    .orElseThrow(() -> new CommandException(
                            Exit.USAGE,
                            "There is no scope \"" + scope + "\".",
                            "Write " + Scope.choices() + " after --scope.")));
        }
        return wanted;
    }
}
