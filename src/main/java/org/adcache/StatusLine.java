package org.adcache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.account.ConnectionId;
import org.adcache.integration.IntegrationState;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.LookupService;
import org.adcache.sync.ConnectionStatus;
import org.adcache.sync.SyncControl;
import org.adcache.sync.SyncRun;

/**
 * One line that says what the service does, for {@code systemctl status}: {@code serving 3000 accounts, last sync 2 min
 * ago}. Who may see it isn't known, so it names connections and codes of problems, and no hosts.
 */
final class StatusLine implements Supplier<String> {
    private final IntegrationSwitch integration;
    private final LookupService lookup;
    private final SyncControl sync;
    private final Clock clock;

    StatusLine(IntegrationSwitch integration, LookupService lookup, SyncControl sync, Clock clock) {
        this.integration = integration;
        this.lookup = lookup;
        this.sync = sync;
        this.clock = clock;
    }

    @Override
    public String get() {
        IntegrationState state = integration.state();
        if (!state.enabled()) {
            return state.wiping() ? "off, the wipe is unfinished and tried again" : "off, every answer is unknown";
        }
        List<ConnectionStatus> connections = sync.status();
        if (connections.isEmpty()) {
            return "no connection is configured, every answer is unknown";
        }
        List<String> parts = new ArrayList<>(List.of(answers(connections)));
        for (ConnectionStatus connection : connections) {
            read(connection).ifPresent(parts::add);
            connection
                    .lastError()
                    .ifPresent(error -> parts.add("sync of " + connection.id() + " fails: "
                            + error.problem().type().code()));
            connection.held().ifPresent(held -> parts.add("a result of " + connection.id() + " is held"));
        }
        return String.join("; ", parts);
    }

    private String answers(List<ConnectionStatus> connections) {
        Optional<Instant> oldest = connections.stream()
                .flatMap(connection -> connection.lastSuccess().stream())
                .min(Comparator.naturalOrder());
        if (!lookup.usable()) {
            return oldest.isEmpty() ? "no copy yet" : "the copy is too old, every answer is unknown";
        }
        CacheSummary summary = lookup.summary();
        int accounts = summary.users() + summary.contacts() + summary.groups();
        return (lookup.freshness().stale() ? "serving stale answers of " : "serving ") + accounts + " accounts"
                + oldest.map(time -> ", last sync " + ago(time)).orElse("");
    }

    private String ago(Instant time) {
        Duration age = Duration.between(time, clock.instant());
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            return "less than 1 min ago";
        }
        return age.compareTo(Duration.ofHours(2)) < 0 ? age.toMinutes() + " min ago" : age.toHours() + " h ago";
    }

    /** The first read of a connection, which has no copy yet. */
    private Optional<String> read(ConnectionStatus connection) {
        return connection.lastSuccess().isPresent()
                ? Optional.empty()
                : running(connection.id())
                        .map(run -> "first read of " + connection.id() + ": " + run.read()
                                + (run.expected().isPresent()
                                        ? " of " + run.expected().getAsInt()
                                        : "") + " accounts");
    }

    private Optional<SyncRun> running(ConnectionId connection) {
        return sync.runs().stream()
                .filter(run ->
                        run.connection().equals(connection) && run.finishedAt().isEmpty())
                .findFirst();
    }
}
