package org.adcache.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigProblem;
import org.adcache.config.InvalidConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "check-config", description = "Lists every problem of a configuration file.")
final class CheckConfigCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print the problems as JSON")
    private boolean json;

    CheckConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            AdcacheConfig good = config.read(terminal);
            if (json) {
                terminal.printJson(report(List.of()));
            } else {
                int count = good.connections().size();
                terminal.print(config.file() + " is fine: " + count + (count == 1 ? " connection." : " connections."));
            }
            return Exit.OK.code();
        } catch (InvalidConfigException e) {
            if (json) {
                terminal.printJson(report(e.problems()));
            } else {
                e.problems().forEach(problem -> terminal.print(problem.toString()));
            }
            return Exit.CONFIGURATION.code();
        }
    }

    private static ObjectNode report(List<ConfigProblem> problems) {
        ObjectNode report = JsonNodeFactory.instance.objectNode().put("ok", problems.isEmpty());
        ArrayNode list = report.putArray("problems");
        for (ConfigProblem problem : problems) {
            list.addObject()
                    .put("file", problem.file().toString())
                    .put("line", problem.line())
                    .put("key", problem.key())
                    .put("detail", problem.detail())
                    .put("suggestion", problem.suggestion());
        }
        return report;
    }
}
