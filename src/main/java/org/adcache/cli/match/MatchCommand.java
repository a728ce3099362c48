package org.adcache.cli.match;

import java.util.List;
import java.util.concurrent.Callable;
import org.adcache.cli.client.ClientOptions;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code adcache match}: {@code POST /v1/match} with one condition. */
@Command(
        name = "match",
        description = {
            "Tries a condition of a rule on addresses: does it hold for their owners?",
            "A GROUP or ACCOUNT is a GUID, SID, DN or account name.",
            "Exit 0 if it holds for all of them, 1 if for one it doesn't, 75 if for one that is unknown."
        })
public final class MatchCommand implements Callable<Integer> {
    private static final int MOST_ADDRESSES = 1000;

    private final Terminal terminal;

    @Mixin
    private final ClientOptions service = new ClientOptions();

    @ArgGroup(multiplicity = "1")
    private MatchCondition condition = new MatchCondition();

    @Option(names = "--explain", description = "Print the path by which it holds, group by group")
    private boolean explain;

    @Option(names = "--json", description = "Print the service's answer as JSON")
    private boolean json;

    @Parameters(
            arity = "1..*",
            paramLabel = "ADDRESS",
            description = "At most 1000, all answered from the same state of the directory")
    private List<String> addresses = List.of();

    public MatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        JsonNode answer = service.client(terminal).post("/v1/match", question()).json();
        MatchPrinter printer = new MatchPrinter(terminal);
        if (json) {
            terminal.printJson(answer);
        } else {
            printer.print(answer);
        }
        return MatchPrinter.exit(answer).code();
    }

    private ObjectNode question() throws CommandException {
        if (addresses.size() > MOST_ADDRESSES) {
            throw new CommandException(
                    Exit.USAGE,
                    "These are " + addresses.size() + " addresses.",
                    "Ask for " + MOST_ADDRESSES + " at a time.");
        }
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        ArrayNode list = question.putArray("addresses");
        addresses.forEach(list::add);
        condition.writeTo(question.putObject("conditions").putObject(MatchPrinter.CONDITION));
        return explain ? question.put("explain", true) : question;
    }
}
