package org.adcache.cli;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.adcache.cli.client.AccountPrinter;
import org.adcache.cli.client.ClientOptions;
import org.adcache.cli.client.IgnoredList;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import org.adcache.lookup.KeyKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "lookup",
        description = {
            "Looks up accounts by their keys.",
            "A key is an address, SID, GUID, DN, DOMAIN\\name, UPN, name@REALM or account name.",
            "With --ignored, lists the entries and values of the directory that are ignored, and why.",
            "Exit 1 if one is not found, 75 if one is unknown for now."
        })
final class LookupCommand implements Callable<Integer> {
    private static final int MOST_KEYS = 1000;

    private final Terminal terminal;

    @Mixin
    private final ClientOptions service = new ClientOptions();

    @Option(
            names = "--by",
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            description = "What the keys are: ${COMPLETION-CANDIDATES}")
    private @Nullable String by;

    @Option(names = "--json", description = "Print the service's answer as JSON")
    private boolean json;

    @Option(names = "--ignored", description = "List what is ignored; needs a token with scope admin")
    private boolean ignored;

    @Parameters(
            arity = "0..*",
            paramLabel = "KEY",
            description = "At most 1000, all answered from the same state of the directory")
    private List<String> keys = List.of();

    /** What may follow {@code --by}. */
    private static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return KeyKind.names().iterator();
        }
    }

    LookupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        if (ignored == !keys.isEmpty()) {
            throw new CommandException(
                    Exit.USAGE,
                    ignored ? "--ignored takes no keys." : "No key is given.",
                    "Say adcache lookup KEY…, or adcache lookup --ignored.");
        }
        return ignored
                ? new IgnoredList(terminal, json)
                        .print(service.client(terminal))
                        .code()
                : found().code();
    }

    private Exit found() throws CommandException {
        JsonNode answer =
                service.client(terminal).post("/v1/lookup", question()).json();
        JsonNode results = answer.path("results");
        if (json) {
            terminal.printJson(answer);
        } else {
            results.forEach(this::print);
            new AccountPrinter(terminal).sayAge(answer);
        }
        return exit(results);
    }

    private ObjectNode question() throws CommandException {
        if (keys.size() > MOST_KEYS) {
            throw new CommandException(
                    Exit.USAGE, "These are " + keys.size() + " keys.", "Ask for " + MOST_KEYS + " at a time.");
        }
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        ArrayNode list = question.putArray("keys");
        keys.forEach(list::add);
        if (by != null) {
            if (KeyKind.parse(by).isEmpty()) {
                throw new CommandException(
                        Exit.USAGE, "\"" + by + "\" is no kind of key.", "Write " + kinds() + " after --by.");
            }
            question.put("by", by);
        }
        return question;
    }

    private static String kinds() {
        List<String> names = KeyKind.names();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private void print(JsonNode result) {
        String key = result.path("key").asString();
        JsonNode found = result.path("found");
        if (!found.isBoolean()) {
            terminal.print(key + ": unknown for now");
        } else if (!found.booleanValue()) {
            terminal.print(key + ": not found");
        } else {
            for (JsonNode account : result.path("accounts")) {
                terminal.print(key);
                new AccountPrinter(terminal).print(account);
            }
        }
    }

    /** Unknown outweighs not found: with one unknown key, the result as a whole is unreliable. */
    private static Exit exit(JsonNode results) {
        Exit exit = Exit.OK;
        for (JsonNode result : results) {
            JsonNode found = result.path("found");
            if (!found.isBoolean()) {
                return Exit.UNKNOWN;
            }
            if (!found.booleanValue()) {
                exit = Exit.NOT_FOUND;
            }
        }
        return exit;
    }
}
