package org.adcache.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "sync",
        description = {
            "Starts a sync now, of all connections or one, or decides what becomes of a result that is held.",
            "With --wait or --follow: exit 69 if one failed, 75 if one is held for a decision."
        })
final class SyncCommand implements Callable<Integer> {
    private static final Duration ASK_EVERY = Duration.ofMillis(500);

    private final Terminal terminal;

    @Mixin
    private final ClientOptions service = new ClientOptions();

    @Option(names = "--connection", paramLabel = "ID", description = "Only this connection")
    private @Nullable String connection;

    @Option(names = "--full", description = "Read everything, even where reading what changed would do")
    private boolean full;

    @Option(names = "--wait", description = "Wait for the end, with progress on standard error")
    private boolean wait;

    @Option(names = "--follow", description = "The same, with one line of progress that is renewed on a terminal")
    private boolean follow;

    @ArgGroup
    private @Nullable Decision decision;

    /** What becomes of a held result: one of the two. */
    static final class Decision {
        @Option(names = "--apply", description = "Apply the result that is held for a decision", required = true)
        private boolean apply;

        @Option(names = "--drop", description = "Drop the result that is held for a decision", required = true)
        private boolean drop;

        boolean applies() {
            return apply && !drop;
        }
    }

    @Option(names = "--json", description = "Print the runs as JSON")
    private boolean json;

    SyncCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        if (decision != null) {
            refuseOptionsOfASync();
        }
        ServiceClient client = service.client(terminal);
        if (decision != null) {
            return new HeldResults(client, terminal).decide(Optional.ofNullable(connection), decision.applies(), json);
        }
        String query = (full ? "?mode=full" : "?mode=auto")
                + (connection == null ? "" : "&connection=" + URLEncoder.encode(connection, StandardCharsets.UTF_8));
        Map<String, JsonNode> runs = byId(client.post("/v1/sync" + query));
        if (wait || follow) {
            finish(client, runs);
        }
        if (json) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list = answer.putArray("runs");
            runs.values().forEach(list::add);
            terminal.printJson(answer);
        } else {
            print(runs);
        }
        return exit(runs).code();
    }

    /** A decision starts no sync, so there is none to be full or to wait for. */
    private void refuseOptionsOfASync() throws CommandException {
        String given = full ? "--full" : wait ? "--wait" : follow ? "--follow" : "";
        if (!given.isEmpty()) {
            throw new CommandException(
                    Exit.USAGE,
                    given + " goes with a sync, and --apply and --drop start none.",
                    "Decide first, then start a sync with " + given + ".");
        }
    }

    private void finish(ServiceClient client, Map<String, JsonNode> runs) throws CommandException {
        Map<String, String> said = new LinkedHashMap<>();
        while (runs.values().stream().anyMatch(run -> run.path("finishedAt").isMissingNode())) {
            LockSupport.parkNanos(ASK_EVERY.toNanos());
            Map<String, JsonNode> now = byId(client.get("/v1/sync"));
            for (Map.Entry<String, JsonNode> run : runs.entrySet()) {
                run.setValue(known(now, run.getKey()));
                String progress = SyncProgress.text(run.getValue());
                if (!progress.equals(said.put(run.getKey(), progress))) {
                    tell(progress, run.getValue());
                }
            }
        }
    }

    private void tell(String progress, JsonNode run) {
        if (follow && run.path("finishedAt").isMissingNode()) {
            terminal.renew(progress);
        } else {
            terminal.say(progress);
        }
    }

    private static JsonNode known(Map<String, JsonNode> runs, String id) throws CommandException {
        JsonNode run = runs.get(id);
        if (run == null) {
            throw new CommandException(
                    Exit.UNAVAILABLE,
                    "The service no longer knows the sync " + id + "; it was probably restarted.",
                    "\"adcache status\" says how the connection is doing.");
        }
        return run;
    }

    private void print(Map<String, JsonNode> runs) {
        Table table = new Table("CONNECTION", "MODE", "PHASE", "OUTCOME", "READ", "ADDED", "CHANGED", "REMOVED");
        for (JsonNode run : runs.values()) {
            table.row(
                    run.path("connection").asString("-"),
                    run.path("mode").asString("-"),
                    run.path("phase").asString("-"),
                    run.path("outcome").asString("-"),
                    run.path("read").asString("-"),
                    run.path("added").asString("-"),
                    run.path("changed").asString("-"),
                    run.path("removed").asString("-"));
        }
        table.lines().forEach(terminal::print);
        for (JsonNode run : runs.values()) {
            JsonNode problem = run.path("problem");
            if (problem.isObject()) {
                terminal.say(run.path("connection").asString() + ": "
                        + problem.path("detail").asString() + " "
                        + problem.path("remedy").asString());
            }
        }
    }

    private static Map<String, JsonNode> byId(JsonNode answer) {
        Map<String, JsonNode> runs = new LinkedHashMap<>();
        answer.path("runs").forEach(run -> runs.put(run.path("id").asString(), run));
        return runs;
    }

    private static Exit exit(Map<String, JsonNode> runs) {
        Exit exit = Exit.OK;
        for (JsonNode run : runs.values()) {
            String outcome = run.path("outcome").asString("");
            if (outcome.equals("failed")) {
                return Exit.UNAVAILABLE;
            }
            if (outcome.equals("held")) {
                exit = Exit.UNKNOWN;
            }
        }
        return exit;
    }
}
