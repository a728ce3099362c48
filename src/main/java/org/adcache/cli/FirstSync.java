package org.adcache.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Waits until a service that was just started has something to answer with, and shows how far it is. */
final class FirstSync {
    private static final Duration ASK_EVERY = Duration.ofMillis(500);

    private final Terminal terminal;
    private final ServiceClient client;

    FirstSync(Terminal terminal, URI url) {
        this.terminal = terminal;
        this.client = new ServiceClient(url, Optional.empty(), HttpClient.newHttpClient());
    }

    /**
     * Returns true once there is a copy, or none is wanted because the integration is off; false if the process was asked
     * to stop before.
     *
     * @throws CommandException if the sync failed
     */
    boolean await(StopSignal stop) throws CommandException, InterruptedException {
        String said = "";
        do {
            JsonNode status = client.get("/v1/status");
            JsonNode run = client.get("/v1/sync").path("runs").path(0);
            if (!run.isMissingNode() && !said.equals(SyncProgress.text(run))) {
                said = SyncProgress.text(run);
                terminal.say(said);
            }
            if (status.path("cache").has("asOf")
                    || !status.path("integration").path("enabled").asBoolean(true)) {
                return true;
            }
            if (run.path("outcome").asString("").equals("failed")) {
                throw new CommandException(
                        Exit.UNAVAILABLE,
                        run.path("problem").path("detail").asString("The first sync failed."),
                        run.path("problem").path("remedy").asString("See the log above."));
            }
        } while (!stop.await(ASK_EVERY));
        return false;
    }
}
