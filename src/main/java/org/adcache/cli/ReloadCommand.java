package org.adcache.cli;

import java.util.concurrent.Callable;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.api.configuration.ReloadDocument;
import org.adcache.cli.client.ClientOptions;
import org.adcache.cli.client.ServiceAnswer;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reload",
        description = {
            "Makes the running service read its configuration again, as SIGHUP does.",
            "Nothing changes if anything in it is wrong: every problem is listed."
        })
final class ReloadCommand implements Callable<Integer> {
    private static final int REFUSED = 422;

    private final Terminal terminal;

    @Mixin
    private final ClientOptions service = new ClientOptions();

    @Option(names = "--json", description = "Print the service's answer as JSON")
    private boolean json;

    ReloadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        ServiceAnswer answer = service.client(terminal).post("/v1/reload", REFUSED);
        boolean refused = answer.json().path("status").asInt(0) == REFUSED;
        if (json) {
            terminal.printJson(answer.json());
        } else if (refused) {
            answer.as(RefusedConfiguration.class).problems().forEach(problem -> terminal.say(text(problem)));
        } else {
            print(answer.as(ReloadDocument.class));
        }
        return (refused ? Exit.CONFIGURATION : Exit.OK).code();
    }

    private void print(ReloadDocument reload) {
        if (reload.changed().isEmpty()) {
            terminal.print("Nothing in the configuration has changed.");
        }
        for (ReloadDocument.Change change : reload.changed()) {
            terminal.print(change.key() + " " + change.change() + ": " + change.effect());
            change.problem().ifPresent(problem -> {
                terminal.print("problem      " + problem.detail());
                terminal.print("remedy       " + problem.remedy());
            });
        }
    }

    private static String text(RefusedConfiguration.Item problem) {
        String place = problem.line() > 0 ? problem.file() + ":" + problem.line() : problem.file();
        return place + ": " + (problem.key().isEmpty() ? "" : problem.key() + ": ") + problem.detail() + " "
                + problem.suggestion();
    }
}
