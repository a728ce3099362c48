package org.adcache.cli.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.adcache.api.ReportedProblem;
import org.adcache.api.RunDocument;
import org.adcache.api.RunsDocument;
import org.adcache.api.StatusDocument;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.StopSignal;
import org.adcache.cli.terminal.Terminal;

/** Wait for the first sync of a newly started service, with its progress. */
public final class FirstSync {
    private static final Duration ASK_EVERY = Duration.ofMillis(500);

    private final Terminal terminal;
    private final ServiceClient client;

    public FirstSync(Terminal terminal, URI url) {
        this.terminal = terminal;
        this.client = new ServiceClient(url, Optional::empty, HttpClient.newHttpClient());
    }

    /**
     * Waits for the first copy. Returns true once there is one, or none is expected because the integration is off;
     * false if a stop was requested before.
     *
     * @throws CommandException if the sync failed
     */
    public boolean await(StopSignal stop) throws CommandException, InterruptedException {
        String said = "";
        do {
            StatusDocument status = client.get("/v1/status").as(StatusDocument.class);
            Optional<RunDocument> run = client.get("/v1/sync").as(RunsDocument.class).runs().stream()
                    .findFirst();
            String progress = run.map(SyncProgress::text).orElse(said);
            if (!progress.equals(said)) {
                said = progress;
                show(said, run.flatMap(RunDocument::finishedAt).isPresent());
            }
            if (status.cache().asOf().isPresent() || !status.integration().enabled()) {
                return true;
            }
            if (run.flatMap(RunDocument::outcome).filter("failed"::equals).isPresent()) {
                throw failed(run.flatMap(RunDocument::problem));
            }
        } while (!stop.await(ASK_EVERY));
        return false;
    }

    private void show(String progress, boolean last) {
        if (last) {
            terminal.say(progress);
        } else {
            terminal.renew(progress);
        }
    }

    private static CommandException failed(Optional<ReportedProblem> problem) {
        return new CommandException(
                Exit.UNAVAILABLE,
                problem.map(ReportedProblem::detail).orElse("The first sync failed."),
                problem.map(ReportedProblem::remedy).orElse("See the log above."));
    }
}
