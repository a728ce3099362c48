package org.adcache.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.api.StatusDocument.Expiring;
import org.adcache.connection.Connection;
import org.adcache.directory.ActiveDirectory;

/** Domain controllers, tickets and certificates. Controllers are counted without their names: nobody needs a token. */
public final class DirectorySource implements MetricsSource {
    private static final String CONNECTION = "connection";

    private final Supplier<Collection<Connection>> connections;
    private final Supplier<List<Expiring>> expiring;
    private final Clock clock;

    /**
     * Shows the connections in use.
     *
     * @param expiring certificates in use, by their end
     */
    public DirectorySource(
            Supplier<Collection<Connection>> connections, Supplier<List<Expiring>> expiring, Clock clock) {
        this.connections = connections;
        this.expiring = expiring;
        this.clock = clock;
    }

    @Override
    public void collect(MetricFamilies families) {
        Instant now = clock.instant();
        MetricFamilies.Values controllers =
                families.gauge("controllers", "Domain controllers whose last session succeeded (up) or failed (down).");
        MetricFamilies.Values ticket = families.gauge(
                "kerberos_ticket_remaining_seconds", "Time until the end of the ticket; absent without one.");
        for (Connection connection : connections.get()) {
            String id = connection.id().value();
            ActiveDirectory.Controllers tried = connection.controllers();
            controllers.add(tried.up(), CONNECTION, id, "state", "up");
            controllers.add(tried.down(), CONNECTION, id, "state", "down");
            connection.ticketEnd().ifPresent(end -> ticket.add(left(now, end), CONNECTION, id));
        }
        certificates(families, now);
    }

    private record Use(String what, Optional<String> connection) {}

    private void certificates(MetricFamilies families, Instant now) {
        MetricFamilies.Values certificates = families.gauge(
                "certificate_remaining_seconds",
                "Time until the first certificate of a use ends: certificate, client-ca, or trust of a connection.");
        Map<Use, Instant> first = new HashMap<>();
        for (Expiring each : expiring.get()) {
            first.merge(new Use(each.what(), each.connection()), each.notAfter(), (a, b) -> a.isBefore(b) ? a : b);
        }
        first.forEach((use, end) -> {
            if (use.connection().isPresent()) {
                certificates.add(
                        left(now, end),
                        "use",
                        use.what(),
                        CONNECTION,
                        use.connection().get());
            } else {
                certificates.add(left(now, end), "use", use.what());
            }
        });
    }

    private static double left(Instant now, Instant end) {
        return Duration.between(now, end).toSeconds();
    }
}
