package org.adcache.cli.token;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.adcache.account.ProblemException;
import org.adcache.auth.ApiToken;
import org.adcache.auth.Scope;
import org.adcache.auth.TokenFolder;
import org.adcache.auth.TokenUse;
import org.adcache.cli.terminal.ConfigOption;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Table;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.InvalidConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "list", description = "Lists the tokens without their secrets, of which only hashes are stored.")
final class TokenListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print the list as JSON")
    private boolean json;

    TokenListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidConfigException, ProblemException {
        Path folder = config.read(terminal).store().dataFolder();
        List<ApiToken> tokens = TokenFolder.open(folder).tokens().list();
        Map<String, Instant> used = TokenUse.read(folder);
        if (json) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list = answer.putArray("tokens");
            for (ApiToken token : tokens) {
                ObjectNode node = TokenJson.of(token);
                Optional.ofNullable(used.get(token.id())).ifPresent(at -> node.put("lastUsedAt", at.toString()));
                list.add(node);
            }
            terminal.printJson(answer);
        } else {
            print(tokens, used);
        }
        return Exit.OK.code();
    }

    private void print(List<ApiToken> tokens, Map<String, Instant> used) {
        Table table = new Table("ID", "NAME", "SCOPES", "CREATED", "EXPIRES", "LAST USED");
        for (ApiToken token : tokens) {
            table.row(
                    token.id(),
                    token.name().orElse("-"),
                    token.scopes().stream().sorted().map(Scope::label).collect(Collectors.joining(",")),
                    terminal.text(token.createdAt()),
                    token.expiresAt().map(terminal::text).orElse("never"),
                    Optional.ofNullable(used.get(token.id()))
                            .map(terminal::text)
                            .orElse("-"));
        }
        table.lines().forEach(terminal::print);
    }
}
