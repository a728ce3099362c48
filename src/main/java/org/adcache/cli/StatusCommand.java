package org.adcache.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "status", description = "Shows what the service holds, and how its syncs are going.")
final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClientOptions service = new ClientOptions();

    @Option(names = "--json", description = "Print the service's answer")
    private boolean json;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        JsonNode status = service.client(terminal).get("/v1/status");
        if (json) {
            terminal.printJson(status);
        } else {
            print(status);
        }
        return Exit.OK.code();
    }

    private void print(JsonNode status) {
        JsonNode integration = status.path("integration");
        JsonNode cache = status.path("cache");
        terminal.print("adcache      " + status.path("version").asString("-"));
        terminal.print("integration  " + (integration.path("enabled").asBoolean(false) ? "on" : "off") + " since "
                + integration.path("changedAt").asString("-") + ", epoch "
                + integration.path("epoch").asString("-"));
        terminal.print("accounts     " + cache.path("accounts").asString("0") + " ("
                + cache.path("users").asString("0") + " users, "
                + cache.path("contacts").asString("0") + " contacts, "
                + cache.path("groups").asString("0") + " groups), "
                + cache.path("addresses").asString("0") + " addresses");
        terminal.print("generation   " + cache.path("generation").asString("-") + " as of "
                + cache.path("asOf").asString("never"));
        terminal.print("on disk      " + cache.path("bytesOnDisk").asString("0") + " bytes");
        status.path("damage").forEach(problem -> {
            terminal.print("damage       " + problem.path("detail").asString("-"));
            terminal.print("remedy       " + problem.path("remedy").asString("-"));
        });
        status.path("connections").forEach(this::printConnection);
    }

    private void printConnection(JsonNode connection) {
        terminal.print("");
        terminal.print("connection " + connection.path("id").asString("-") + " ("
                + connection.path("domain").asString("-") + ")");
        line(connection, "server", "server");
        line(connection, "last success", "lastSuccess");
        line(connection, "next sync", "nextRun");
        line(connection, "duplicates", "duplicates");
        JsonNode error = connection.path("lastError");
        if (error.isObject()) {
            terminal.print("  failing since  " + error.path("at").asString("-"));
            terminal.print("  problem        " + error.path("detail").asString("-"));
            terminal.print("  remedy         " + error.path("remedy").asString("-"));
        }
        if (connection.path("held").isObject()) {
            terminal.print("  held           a sync waits for a decision: it would remove "
                    + connection.path("held").path("removed").asString("?") + " accounts");
        }
    }

    private void line(JsonNode connection, String label, String field) {
        terminal.print("  " + label + " ".repeat(15 - label.length())
                + connection.path(field).asString("-"));
    }
}
