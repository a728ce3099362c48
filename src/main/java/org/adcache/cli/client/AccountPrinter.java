package org.adcache.cli.client;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.stream.Collectors;
import org.adcache.cli.terminal.Terminal;
import tools.jackson.databind.JsonNode;

/** Text output of accounts, as the service returns them. */
public final class AccountPrinter {
    private static final int NAME_WIDTH = 19;

    private final Terminal terminal;

    public AccountPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints one field per line, in the order of the answer. */
    public void print(JsonNode account) {
        for (Map.Entry<String, JsonNode> field : account.properties()) {
            if (field.getKey().equals("extra")) {
                field.getValue().properties().forEach(extra -> printField(extra.getKey(), extra.getValue()));
            } else {
                printField(field.getKey(), field.getValue());
            }
        }
    }

    private void printField(String name, JsonNode value) {
        String padding = " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
        terminal.print("  " + name + padding + text(value));
    }

    static String text(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(AccountPrinter::text).collect(Collectors.joining(", "))
                : value.asString();
    }

    /** Prints a notice if an answer is stale. */
    public void sayAge(JsonNode answer) {
        if (answer.path("stale").asBoolean(false)) {
            terminal.say(
                    "This is old: the last successful sync began " + asOf(answer) + ". \"adcache status\" says why.");
        }
    }

    private String asOf(JsonNode answer) {
        String text = answer.path("asOf").asString("never");
        try {
            return terminal.text(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }
}
