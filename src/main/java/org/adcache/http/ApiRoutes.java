package org.adcache.http;

import java.util.List;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Authenticator;
import org.adcache.http.admin.DoctorRoutes;
import org.adcache.http.admin.EventsRoutes;
import org.adcache.http.admin.HealthRoutes;
import org.adcache.http.admin.IgnoredRoutes;
import org.adcache.http.admin.IntegrationRoutes;
import org.adcache.http.admin.StatusRoutes;
import org.adcache.http.admin.SyncRoutes;
import org.adcache.http.query.LookupRoutes;
import org.adcache.http.query.MatchRoutes;
import org.adcache.http.query.SuggestRoutes;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.lookup.LookupService;
import org.adcache.sync.SyncControl;

/** Wiring of the route groups: a new group is one more line here. */
public final class ApiRoutes {
    private ApiRoutes() {}

    /**
     * The groups of the service.
     *
     * @param info reported by the status
     * @param budgets of the answers
     */
    public static List<RouteGroup> of(
            LookupService lookup,
            SyncControl sync,
            IntegrationSwitch integration,
            Examiner examiner,
            Authenticator authenticator,
            AuditLog audit,
            ServiceInfo info,
            HttpBudgets budgets) {
        Json json = new Json(budgets.answers());
        return List.of(
                new LookupRoutes(lookup, json),
                new MatchRoutes(lookup, json),
                new SuggestRoutes(lookup, json),
                new IntegrationRoutes(integration, audit, json),
                new SyncRoutes(integration, sync, audit, json),
                new EventsRoutes(integration, sync, json),
                new StatusRoutes(lookup, integration, sync, info, json),
                new IgnoredRoutes(sync, json),
                new DoctorRoutes(integration, sync, examiner, audit, json),
                new HealthRoutes(lookup, integration, authenticator, json));
    }
}
