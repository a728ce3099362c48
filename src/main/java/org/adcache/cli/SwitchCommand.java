package org.adcache.cli;

import java.util.concurrent.Callable;
import org.adcache.api.IntegrationDocument;
import org.adcache.api.WipeDocument;
import org.adcache.cli.client.ClientOptions;
import org.adcache.cli.client.ServiceAnswer;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code enable} and {@code disable}: one request with two values. */
final class SwitchCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final boolean enabled;

    @Mixin
    private final ClientOptions service = new ClientOptions();

    @Option(names = "--json", description = "Print the service's answer as JSON")
    private boolean json;

    private SwitchCommand(Terminal terminal, boolean enabled) {
        this.terminal = terminal;
        this.enabled = enabled;
    }

    static CommandLine enable(Terminal terminal) {
        return command(
                "enable",
                "Turns the integration on: the directory is read at once. Nothing happens if it is on already.",
                terminal,
                true);
    }

    static CommandLine disable(Terminal terminal) {
        return command(
                "disable",
                "Turns the integration off: from the first moment every answer is unknown, and everything read from the"
                        + " directory is wiped, keys first. Configuration, keytabs and tokens stay.",
                terminal,
                false);
    }

    private static CommandLine command(String name, String description, Terminal terminal, boolean enabled) {
        CommandLine command = new CommandLine(new SwitchCommand(terminal, enabled)).setCommandName(name);
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    @Override
    public Integer call() throws CommandException {
        ServiceAnswer answer = service.client(terminal)
                .put("/v1/integration", JsonNodeFactory.instance.objectNode().put("enabled", enabled));
        IntegrationDocument state = answer.as(IntegrationDocument.class);
        if (json) {
            terminal.printJson(answer.json());
        } else {
            print(state);
        }
        boolean unfinished = !enabled
                && state.lastWipe().filter(wipe -> !wipe.pending().isEmpty()).isPresent();
        return unfinished ? Exit.UNFINISHED.code() : Exit.OK.code();
    }

    private void print(IntegrationDocument state) {
        terminal.print("The integration is " + (state.enabled() ? "on" : "off") + " since "
                + terminal.text(state.changedAt())
                + ", epoch " + state.epoch() + ".");
        if (!enabled) {
            state.lastWipe().ifPresent(this::printReceipt);
        }
    }

    private void printReceipt(WipeDocument wipe) {
        terminal.print("Wiped: " + wipe.accounts() + " accounts in " + wipe.files() + " files, " + wipe.bytes()
                + " bytes, from " + terminal.text(wipe.startedAt())
                + wipe.finishedAt().map(at -> " to " + terminal.text(at) + ".").orElse("; it is unfinished."));
        wipe.pending().forEach(left -> {
            terminal.print("pending      " + left.what() + ": " + left.detail());
            terminal.print("remedy       " + left.remedy());
        });
    }
}
