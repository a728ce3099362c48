package org.adcache.cli.match;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.adcache.cli.client.AccountPrinter;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import tools.jackson.databind.JsonNode;

/** Text output of an answer of {@code POST /v1/match} to one condition. */
final class MatchPrinter {
    /** The name under which the condition is sent. */
    static final String CONDITION = "condition";

    /** What the service's reasons mean; another version may have others, which are printed as they are. */
    private static final Map<String, String> REASONS = Map.of(
            "no-such-account", "there is no such account",
            "no-such-group", "there is no such group",
            "no-such-container", "no account lies below that DN",
            "incomplete-group", "the members of a group could not all be read",
            "dynamic-group", "the members of a dynamic group are not known",
            "attribute-unreadable", "the service account can't read what decides it",
            "connection-unusable", "a connection has no usable copy; \"adcache status\" says why",
            "group-depth", "groups are nested too deeply",
            "match-work", "it would take too much work");

    private final Terminal terminal;

    MatchPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(JsonNode answer) {
        answer.path("results").forEach(this::printResult);
        new AccountPrinter(terminal).sayAge(answer);
    }

    private void printResult(JsonNode result) {
        String reason = result.path("reasons").path(CONDITION).asString("");
        terminal.print(result.path("address").asString() + ": " + verdict(result)
                + (reason.isEmpty() ? "" : ", " + REASONS.getOrDefault(reason, reason)));
        for (JsonNode step : result.path("explain").path(CONDITION)) {
            if (step.has("type")) {
                terminal.print("  " + step.path("type").asString() + " " + " ".repeat(Math.max(0, 8 - length(step)))
                        + step.path("distinguishedName").asString("-"));
            }
        }
        if (result.path("explainTruncated").asBoolean(false)) {
            terminal.print("  (the path is too long to be shown)");
        }
    }

    private static int length(JsonNode step) {
        return step.path("type").asString().length();
    }

    private static String verdict(JsonNode result) {
        return result.path("matches").path(CONDITION).asString("unknown");
    }

    /** Unknown outweighs no: with one unknown address, the result as a whole is unreliable. */
    static Exit exit(JsonNode answer) {
        return StreamSupport.stream(answer.path("results").spliterator(), false)
                .map(MatchPrinter::verdict)
                .map(verdict -> switch (verdict) {
                    case "yes" -> Exit.OK;
                    case "no" -> Exit.NOT_FOUND;
                    default -> Exit.UNKNOWN;
                })
                .max(Comparator.comparingInt(Exit::code))
                .orElse(Exit.UNKNOWN);
    }
}
