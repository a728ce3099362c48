package org.adcache.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Status of the service: {@code GET /v1/status}.
 *
 * @param version of the service
 * @param damage what is damaged and not repaired yet, and roles whose members name nothing
 * @param budgets limits and how much of them is used; absent in an older service
 * @param startedAt when the process was started; absent in an older service
 * @param expiring what ends by itself, as far as that is known, the earliest first; absent if nothing is
 */
public record StatusDocument(
        String version,
        IntegrationDocument integration,
        CacheDocument cache,
        List<ConnectionDocument> connections,
        Optional<List<ReportedProblem>> damage,
        Optional<List<BudgetDocument>> budgets,
        Optional<Instant> startedAt,
        Optional<List<Expiring>> expiring)
        implements Document {
    public StatusDocument {
        connections = List.copyOf(connections);
    }

    /**
     * What can't be used after a moment.
     *
     * @param what {@code certificate}, of this service; {@code client-ca}, of machines' certificates; {@code trust}, a
     *     CA of domain controllers
     * @param connection whose domain controllers it is for
     * @param subject of the certificate
     */
    public record Expiring(String what, Optional<String> connection, Optional<String> subject, Instant notAfter) {}
}
