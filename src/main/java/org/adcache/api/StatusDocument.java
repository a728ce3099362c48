package org.adcache.api;

import java.util.List;
import java.util.Optional;

/**
 * Status of the service: {@code GET /v1/status}.
 *
 * @param version of the service
 * @param damage damage found at the start and not repaired yet
 * @param budgets limits and how much of them is used; absent in an older service
 */
public record StatusDocument(
        String version,
        IntegrationDocument integration,
        CacheDocument cache,
        List<ConnectionDocument> connections,
        Optional<List<ReportedProblem>> damage,
        Optional<List<BudgetDocument>> budgets)
        implements Document {
    public StatusDocument {
        connections = List.copyOf(connections);
    }
}
