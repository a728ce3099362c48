package org.adcache.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.adcache.account.ConnectionId;
import org.adcache.directory.IgnoredReason;
import org.adcache.sync.ConnectionStatus;
import org.adcache.sync.RunTotals;
import org.adcache.sync.SyncControl;
import org.adcache.sync.SyncRun;

/** Cycles of each connection, and what is doubtful of what they read. */
public final class SyncSource implements MetricsSource {
    private static final String CONNECTION = "connection";
    private static final double MILLIS = 1e3;

    private final SyncControl sync;
    private final Clock clock;

    /** Shows the cycles of all connections. */
    public SyncSource(SyncControl sync, Clock clock) {
        this.sync = sync;
        this.clock = clock;
    }

    @Override
    public void collect(MetricFamilies families) {
        List<ConnectionStatus> connections = sync.status();
        success(families, connections);
        doubts(families, connections);
        Set<ConnectionId> present = new TreeSet<>(sync.connections());
        totals(families, present);
        last(families, present);
    }

    private void success(MetricFamilies families, List<ConnectionStatus> connections) {
        Instant now = clock.instant();
        MetricFamilies.Values age = families.gauge(
                "sync_age_seconds", "Time since the start of the last cycle that succeeded; absent before the first.");
        MetricFamilies.Values failing =
                families.gauge("sync_failing", "Whether the cycles fail (1) since the last success.");
        MetricFamilies.Values problem = families.gauge("sync_problem", "1 for the problem because of which they fail.");
        MetricFamilies.Values held =
                families.gauge("sync_held", "Whether a result is held until an administrator decides.");
        for (ConnectionStatus status : connections) {
            String id = status.id().value();
            status.lastSuccess().ifPresent(at -> age.add(seconds(Duration.between(at, now)), CONNECTION, id));
            failing.add(status.lastError().isPresent() ? 1 : 0, CONNECTION, id);
            status.lastError()
                    .ifPresent(error -> problem.add(
                            1, CONNECTION, id, "problem", error.problem().type().code()));
            held.add(status.held().isPresent() ? 1 : 0, CONNECTION, id);
        }
    }

    private static void doubts(MetricFamilies families, List<ConnectionStatus> connections) {
        MetricFamilies.Values ignored =
                families.gauge("ignored_entries", "Entries that are ignored, or have an ignored value, by reason.");
        MetricFamilies.Values unreadable = families.gauge(
                "unreadable_ratio", "Share of the accounts of a type of which the service account can't read this.");
        for (ConnectionStatus status : connections) {
            String id = status.id().value();
            if (status.lastSuccess().isPresent()) {
                for (IgnoredReason reason : IgnoredReason.values()) {
                    int count = status.ignored().getOrDefault(reason, 0);
                    ignored.add(count, CONNECTION, id, "reason", reason.label());
                }
            }
            status.unreadable()
                    .forEach(share -> unreadable.add(
                            1 - share.share(),
                            CONNECTION,
                            id,
                            "type",
                            share.type().label(),
                            "attribute",
                            share.attribute()));
        }
    }

    private void totals(MetricFamilies families, Set<ConnectionId> present) {
        MetricFamilies.Values runs = families.counter("sync_runs", "Cycles that have ended, by outcome.");
        MetricFamilies.Values time = families.counter("sync_run_seconds", "Time that these cycles took.");
        for (RunTotals totals : sync.totals()) {
            if (present.contains(totals.connection())) {
                String id = totals.connection().value();
                String outcome = totals.outcome().name().toLowerCase(Locale.ROOT);
                runs.add(totals.runs(), CONNECTION, id, "outcome", outcome);
                time.add(seconds(totals.time()), CONNECTION, id, "outcome", outcome);
            }
        }
    }

    private void last(MetricFamilies families, Set<ConnectionId> present) {
        MetricFamilies.Values last =
                families.gauge("sync_last_duration_seconds", "Duration of the last cycle that has ended.");
        Set<ConnectionId> missing = new TreeSet<>(present);
        for (SyncRun run : sync.runs()) {
            if (run.finishedAt().isPresent() && missing.remove(run.connection())) {
                last.add(
                        seconds(Duration.between(
                                run.startedAt(), run.finishedAt().get())),
                        CONNECTION,
                        run.connection().value());
            }
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }
}
