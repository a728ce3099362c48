package org.adcache.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.adcache.cli.terminal.Colour;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.Spelling;
import org.adcache.help.ProblemGuide;
import org.adcache.help.ProblemHelp;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "explain",
        description = {
            "Explains a problem by its code, as adcache doctor, adcache status, the log and the \"type\" of an answer"
                    + " show it: what it means and what to do. Needs neither the service nor its configuration.",
            "Without CODE it lists all codes. Exit 1 if there is no such code."
        })
final class ExplainCommand implements Callable<Integer> {
    private static final String TYPE_PREFIX = "/problems/";

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "Such as tls-untrusted-ca or /problems/too-stale")
    private @Nullable String code;

    @Option(names = "--json", description = "Print it as JSON")
    private boolean json;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        ProblemGuide guide = ProblemGuide.read();
        if (code == null) {
            print(guide.codes());
        } else {
            print(find(guide, code));
        }
        return Exit.OK.code();
    }

    private static ProblemHelp find(ProblemGuide guide, String written) throws CommandException {
        String name = written.startsWith(TYPE_PREFIX) ? written.substring(TYPE_PREFIX.length()) : written;
        return guide.find(name)
                .orElseThrow(() -> new CommandException(
                        Exit.CHECK_FAILED,
                        "No problem has the code \"" + name + "\".",
                        Spelling.nearest(name, guide.codes())
                                .map(guess -> "Did you mean " + guess + "?")
                                .orElse("\"adcache explain\" lists all codes.")));
    }

    private void print(List<String> codes) {
        if (json) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            codes.forEach(list::add);
            terminal.printJson(list);
        } else {
            codes.forEach(terminal::print);
        }
    }

    private void print(ProblemHelp help) {
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode().put("code", help.code());
            help.paragraphs().forEach(node.putArray("paragraphs")::add);
            terminal.printJson(node);
        } else {
            help.paragraphs().forEach(paragraph -> terminal.printItem("", Colour.NONE, paragraph));
        }
    }
}
