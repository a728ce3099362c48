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
        line(connection, "change feed", "changeFeed");
        line(connection, "last success", "lastSuccess");
        line(connection, "reconciled", "lastReconciliation");
        line(connection, "next sync", "nextRun");
        line(connection, "duplicates", "duplicates");
        JsonNode deleted = connection.path("deletedObjects");
        if (deleted.isObject() && !deleted.path("readable").asBoolean(false)) {
            terminal.print("  deletions      " + deleted.path("detail").asString("-"));
            terminal.print("  remedy         " + deleted.path("remedy").asString("-"));
        }
        JsonNode error = connection.path("lastError");
        if (error.isObject()) {
            terminal.print("  failing since  " + error.path("at").asString("-"));
            terminal.print("  problem        " + error.path("detail").asString("-"));
            terminal.print("  remedy         " + error.path("remedy").asString("-"));
        }
        printHeld(connection.path("held"));
    }

    private void printHeld(JsonNode held) {
        if (!held.isObject()) {
            return;
        }
        terminal.print("  held           " + HeldResults.numbers(held) + ": "
                + held.path("detail").asString("-"));
        terminal.print("  remedy         " + held.path("remedy").asString("-")
                + " Decide with \"adcache sync --apply\" or --drop.");
        JsonNode opinion = held.path("secondOpinion");
        if (opinion.isObject()) {
            terminal.print("  elsewhere      " + opinion.path("server").asString() + " still shows "
                    + opinion.path("visible").asString() + " of "
                    + opinion.path("asked").asString() + " of those that would be removed");
        }
        for (JsonNode account : held.path("removedSample")) {
            terminal.print(
                    "  for instance   " + account.path("distinguishedName").asString("-"));
        }
    }

    private void line(JsonNode connection, String label, String field) {
        terminal.print("  " + label + " ".repeat(15 - label.length())
                + connection.path(field).asString("-"));
    }
}
