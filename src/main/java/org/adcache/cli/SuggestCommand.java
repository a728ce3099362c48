package org.adcache.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.adcache.cli.client.AccountPrinter;
import org.adcache.cli.client.ClientOptions;
import org.adcache.cli.client.ServiceClient;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Table;
import org.adcache.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "suggest",
        description = {
            "Suggests accounts for the text typed so far, as an address field does: by words of names and addresses in any"
                    + " order, with at most one typing mistake.",
            "Exit 1 if nothing is found."
        })
final class SuggestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClientOptions service = new ClientOptions();

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number of suggestions, 1 to 20")
    private @Nullable Integer limit;

    @Option(names = "--types", split = ",", paramLabel = "TYPE", description = "Only these types: user, contact, group")
    private List<String> types = List.of();

    @Option(
            names = "--include",
            split = ",",
            paramLabel = "KIND",
            description = "Include accounts that are disabled, or hidden from address lists")
    private List<String> include = List.of();

    @Option(names = "--json", description = "Print the service's answer as JSON")
    private boolean json;

    @Parameters(
            arity = "1..*",
            paramLabel = "TEXT",
            description = "The beginnings of words, such as \"smi jo\"; several arguments are one text")
    private List<String> text = List.of();

    SuggestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        ServiceClient client = service.client(terminal);
        JsonNode answer = client.get("/v1/suggest?" + query(include)).json();
        if (json) {
            terminal.printJson(answer);
        } else {
            print(answer);
            if (answer.path("items").isEmpty()) {
                sayWhatIsLeftOut(client);
            }
        }
        return answer.path("items").isEmpty() ? Exit.NOT_FOUND.code() : Exit.OK.code();
    }

    /** A person who is looked for by name and not found may only be disabled. */
    private void sayWhatIsLeftOut(ServiceClient client) throws CommandException {
        for (List<String> kinds : List.of(List.of("disabled"), List.of("hidden"), List.of("disabled", "hidden"))) {
            if (include.stream().anyMatch(kinds::contains)) {
                continue;
            }
            List<String> more = Stream.concat(include.stream(), kinds.stream()).toList();
            JsonNode answer = client.get("/v1/suggest?" + query(more)).json();
            int found = answer.path("items").size();
            if (found > 0) {
                terminal.say((answer.path("complete").asBoolean(true) ? "" : "At least ") + found + " "
                        + String.join(" and ", kinds) + (found == 1 ? " match" : " matches") + "; --include "
                        + String.join(",", more) + " shows " + (found == 1 ? "it." : "them."));
                return;
            }
        }
    }

    private String query(List<String> include) {
        List<String> parameters = new ArrayList<>();
        parameters.add("q=" + encoded(String.join(" ", text)));
        if (limit != null) {
            parameters.add("limit=" + limit);
        }
        if (!types.isEmpty()) {
            parameters.add("types=" + encoded(String.join(",", types)));
        }
        if (!include.isEmpty()) {
            parameters.add("include=" + encoded(String.join(",", include)));
        }
        return String.join("&", parameters);
    }

    private void print(JsonNode answer) {
        Table table = new Table("NAME", "ADDRESS", "ACCOUNT", "TYPE", "CONNECTION");
        for (JsonNode item : answer.path("items")) {
            table.row(
                    item.path("cn").asString("-"),
                    item.path("mail").asString("-"),
                    item.path("sAMAccountName").asString("-"),
                    item.path("type").asString("-"),
                    item.path("connection").asString("-"));
        }
        if (answer.path("items").isEmpty()) {
            terminal.say("Nothing found.");
        } else {
            table.lines().forEach(terminal::print);
        }
        if (!answer.path("complete").asBoolean(true)) {
            terminal.say("There are more.");
        }
        new AccountPrinter(terminal).sayAge(answer);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
