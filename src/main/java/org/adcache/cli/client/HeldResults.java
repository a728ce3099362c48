package org.adcache.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.adcache.api.ConnectionDocument;
import org.adcache.api.DecisionDocument;
import org.adcache.api.StatusDocument;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import tools.jackson.databind.node.JsonNodeFactory;

/** Sync results that the service holds for a decision. */
public final class HeldResults {
    private final ServiceClient client;
    private final Terminal terminal;

    public HeldResults(ServiceClient client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    /**
     * Applies or drops a held result.
     *
     * @param connection empty: the only connection with a held result
     * @return the exit code
     */
    public int decide(Optional<String> connection, boolean apply, boolean json) throws CommandException {
        String target = connection.isPresent() ? connection.get() : only();
        ServiceAnswer answer = client.post(
                ServiceClient.HELD + URLEncoder.encode(target, StandardCharsets.UTF_8),
                JsonNodeFactory.instance.objectNode().put("apply", apply));
        if (json) {
            terminal.printJson(answer.json());
        } else {
            DecisionDocument decision = answer.as(DecisionDocument.class);
            terminal.print(target + ": " + (apply ? "applied" : "dropped") + ", "
                    + numbers(decision.added(), decision.changed(), decision.removed()));
        }
        return Exit.OK.code();
    }

    private String only() throws CommandException {
        List<String> held = client.get("/v1/status").as(StatusDocument.class).connections().stream()
                .filter(connection -> connection.held().isPresent())
                .map(ConnectionDocument::id)
                .toList();
        if (held.size() == 1) {
            return held.get(0);
        }
        throw held.isEmpty()
                ? new CommandException(
                        Exit.USAGE, "Nothing is held for a decision.", "\"adcache status\" shows what is.")
                : new CommandException(
                        Exit.USAGE,
                        "Results of several connections are held: " + String.join(", ", held) + ".",
                        "Name one of them with --connection.");
    }

    /** Formats {@code +12 −3 ~40}: added, removed and changed accounts. */
    public static String numbers(int added, int changed, int removed) {
        return "+" + added + " −" + removed + " ~" + changed;
    }
}
