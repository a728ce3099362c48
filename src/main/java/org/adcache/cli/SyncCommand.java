package org.adcache.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.adcache.api.RunDocument;
import org.adcache.api.RunsDocument;
import org.adcache.api.StatusDocument;
import org.adcache.cli.client.ClientOptions;
import org.adcache.cli.client.HeldResults;
import org.adcache.cli.client.ServiceAnswer;
import org.adcache.cli.client.ServiceClient;
import org.adcache.cli.client.SyncProgress;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Table;
import org.adcache.cli.terminal.Terminal;
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
            "Starts a sync now, of all connections or one, or applies or drops a held result.",
            "With --wait or --follow: exit 69 if one failed, 75 if one is held for a decision.",
            "--apply and --drop always wait until that is done."
        })
final class SyncCommand implements Callable<Integer> {
    private static final Duration ASK_EVERY = Duration.ofMillis(500);

    private final Terminal terminal;

    @Mixin
    private final ClientOptions service = new ClientOptions();

    @Option(names = "--connection", paramLabel = "ID", description = "Only this connection")
    private @Nullable String connection;

    @ArgGroup
    private @Nullable More more;

    /** More than changes: one of the two options. */
    static final class More {
        @Option(names = "--full", description = "Read everything", required = true)
        private boolean full;

        @Option(
                names = "--reconcile",
                description = "Also compare with what the directory holds, as is due from time to time",
                required = true)
        private boolean reconcile;

        String mode() {
            return full && !reconcile ? "full" : "reconcile";
        }
    }

    @Option(names = "--wait", description = "Wait for the result, with progress on standard error")
    private boolean wait;

    @Option(
            names = "--follow",
            description = "The same, with one line of progress that is updated in place on a terminal")
    private boolean follow;

    @ArgGroup
    private @Nullable Decision decision;

    /** Decision on a held result: one of the two options. */
    static final class Decision {
        @Option(names = "--apply", description = "Apply the held result", required = true)
        private boolean apply;

        @Option(names = "--drop", description = "Drop the held result", required = true)
        private boolean drop;

        boolean applies() {
            return apply && !drop;
        }
    }

    /** Run as the service reported it: the JSON as received, and the document. */
    private record ReportedRun(JsonNode json, RunDocument document) {}

    @Option(names = "--json", description = "Print the runs as JSON")
    private boolean json;

    SyncCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        if (decision != null) {
            return decide(decision);
        }
        ServiceClient client = service.client(terminal);
        String query = "?mode=" + (more == null ? "auto" : more.mode())
                + (connection == null ? "" : "&connection=" + URLEncoder.encode(connection, StandardCharsets.UTF_8));
        Map<String, ReportedRun> runs = byId(client.post("/v1/sync" + query));
        if (wait || follow) {
            finish(client, runs);
        }
        if (json) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list = answer.putArray("runs");
            runs.values().forEach(run -> list.add(run.json()));
            terminal.printJson(answer);
        } else {
            print(runs);
            if (wait || follow) {
                mentionUnseenDeletions(client, runs);
            }
        }
        return exit(runs).code();
    }

    /** A decision starts no sync, so that none can be full; it is waited for in any case. */
    private int decide(Decision made) throws CommandException {
        if (more != null) {
            throw new CommandException(
                    Exit.USAGE,
                    "--" + more.mode() + " goes with a sync, and --apply and --drop start none.",
                    "Decide first, then start a sync with --" + more.mode() + ".");
        }
        return new HeldResults(service.client(terminal), terminal)
                .decide(Optional.ofNullable(connection), made.applies(), json);
    }

    private void finish(ServiceClient client, Map<String, ReportedRun> runs) throws CommandException {
        Map<String, String> said = new LinkedHashMap<>();
        while (runs.values().stream()
                .anyMatch(run -> run.document().finishedAt().isEmpty())) {
            LockSupport.parkNanos(ASK_EVERY.toNanos());
            Map<String, ReportedRun> now = byId(client.get("/v1/sync"));
            for (Map.Entry<String, ReportedRun> run : runs.entrySet()) {
                run.setValue(known(now, run.getKey()));
                String progress = SyncProgress.text(run.getValue().document());
                if (!progress.equals(said.put(run.getKey(), progress))) {
                    tell(progress, run.getValue().document());
                }
            }
        }
    }

    private void tell(String progress, RunDocument run) {
        if (follow && run.finishedAt().isEmpty()) {
            terminal.renew(progress);
        } else {
            terminal.say(progress);
        }
    }

    /** Says of which connections a sync of changes doesn't see deletions, as far as the status is readable. */
    private void mentionUnseenDeletions(ServiceClient client, Map<String, ReportedRun> runs) {
        Set<String> synced = runs.values().stream()
                .map(ReportedRun::document)
                .filter(run -> run.mode().equals("auto"))
                .map(RunDocument::connection)
                .collect(Collectors.toSet());
        try {
            client.get("/v1/status").as(StatusDocument.class).connections().stream()
                    .filter(status -> synced.contains(status.id()))
                    .filter(status -> status.deletedObjects()
                            .filter(seen -> !seen.readable())
                            .isPresent())
                    .forEach(status -> terminal.say(status.id()
                            + ": deletions are seen at a reconciliation only, the last one at "
                            + status.lastReconciliation().map(terminal::text).orElse("no time yet")
                            + ". \"adcache sync --reconcile\" makes one now."));
        } catch (CommandException e) {
            // The sync itself has worked; who can't read the status isn't told.
        }
    }

    private static ReportedRun known(Map<String, ReportedRun> runs, String id) throws CommandException {
        ReportedRun run = runs.get(id);
        if (run == null) {
            throw new CommandException(
                    Exit.UNAVAILABLE,
                    "The service no longer knows the sync " + id + "; it was probably restarted.",
                    "\"adcache status\" says how the connection is doing.");
        }
        return run;
    }

    private void print(Map<String, ReportedRun> runs) {
        Table table = new Table("CONNECTION", "MODE", "PHASE", "OUTCOME", "READ", "ADDED", "CHANGED", "REMOVED");
        List<RunDocument> documents =
                runs.values().stream().map(ReportedRun::document).toList();
        for (RunDocument run : documents) {
            table.row(
                    run.connection(),
                    run.mode(),
                    run.phase(),
                    run.outcome().orElse("-"),
                    Integer.toString(run.read()),
                    Integer.toString(run.added()),
                    Integer.toString(run.changed()),
                    Integer.toString(run.removed()));
        }
        table.lines().forEach(terminal::print);
        for (RunDocument run : documents) {
            run.problem()
                    .ifPresent(problem ->
                            terminal.say(run.connection() + ": " + problem.detail() + " " + problem.remedy()));
        }
    }

    private static Map<String, ReportedRun> byId(ServiceAnswer answer) throws CommandException {
        List<RunDocument> documents = answer.as(RunsDocument.class).runs();
        Map<String, ReportedRun> runs = new LinkedHashMap<>();
        for (int i = 0; i < documents.size(); i++) {
            RunDocument document = documents.get(i);
            runs.put(document.id(), new ReportedRun(answer.json().path("runs").path(i), document));
        }
        return runs;
    }

    private static Exit exit(Map<String, ReportedRun> runs) {
        Set<String> outcomes = runs.values().stream()
                .flatMap(run -> run.document().outcome().stream())
                .collect(Collectors.toSet());
        return outcomes.contains("failed") ? Exit.UNAVAILABLE : outcomes.contains("held") ? Exit.UNKNOWN : Exit.OK;
    }
}
