package org.adcache.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The results that the service holds for a decision. */
final class HeldResults {
    private final ServiceClient client;
    private final Terminal terminal;

    HeldResults(ServiceClient client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    /**
     * Applies or drops one.
     *
     * @param connection empty: the only one for which something is held
     * @return the exit code
     */
    int decide(Optional<String> connection, boolean apply, boolean json) throws CommandException {
        String target = connection.isPresent() ? connection.get() : only();
        JsonNode answer = client.post(
                "/v1/sync/held/" + URLEncoder.encode(target, StandardCharsets.UTF_8),
                JsonNodeFactory.instance.objectNode().put("apply", apply));
        if (json) {
            terminal.printJson(answer);
        } else {
            terminal.print(target + ": " + (apply ? "applied" : "dropped") + ", " + numbers(answer));
        }
        return Exit.OK.code();
    }

    private String only() throws CommandException {
        List<String> held = new ArrayList<>();
        for (JsonNode connection : client.get("/v1/status").path("connections")) {
            if (connection.path("held").isObject()) {
                held.add(connection.path("id").asString());
            }
        }
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

    /** {@code +12 −3 ~40}: added, removed and changed accounts. */
    static String numbers(JsonNode changes) {
        return "+" + changes.path("added").asString("0")
                + " −" + changes.path("removed").asString("0")
                + " ~" + changes.path("changed").asString("0");
    }
}
