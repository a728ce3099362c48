package org.adcache.http;

import java.util.List;
import java.util.Optional;
import org.adcache.auth.AccessSettings;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Authenticator;
import org.adcache.auth.TokenAdministration;
import org.adcache.auth.sso.SingleSignOn;
import org.adcache.http.access.AccessRoutes;
import org.adcache.http.access.MeRoutes;
import org.adcache.http.access.SessionRoutes;
import org.adcache.http.access.TokenRoutes;
import org.adcache.http.admin.AuditRoutes;
import org.adcache.http.admin.DiagnosticsRoutes;
import org.adcache.http.admin.DoctorRoutes;
import org.adcache.http.admin.DuplicatesRoutes;
import org.adcache.http.admin.EventsRoutes;
import org.adcache.http.admin.HealthRoutes;
import org.adcache.http.admin.IgnoredRoutes;
import org.adcache.http.admin.IntegrationRoutes;
import org.adcache.http.admin.InventoryRoutes;
import org.adcache.http.admin.MetricsRoutes;
import org.adcache.http.admin.StatusRoutes;
import org.adcache.http.admin.SyncRoutes;
import org.adcache.http.configuration.ConnectionAdministration;
import org.adcache.http.configuration.ConnectionRoutes;
import org.adcache.http.configuration.ConnectionTrial;
import org.adcache.http.configuration.ReloadRoutes;
import org.adcache.http.configuration.Reloader;
import org.adcache.http.configuration.TrialRoutes;
import org.adcache.http.query.AccountRoutes;
import org.adcache.http.query.LookupRoutes;
import org.adcache.http.query.MatchRoutes;
import org.adcache.http.query.SuggestRoutes;
import org.adcache.http.telemetry.RequestMetrics;
import org.adcache.http.ui.ApiDocumentRoutes;
import org.adcache.http.ui.PageRoutes;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.lookup.LookupService;
import org.adcache.sync.SyncControl;

/** Wiring of the route groups: a new group is one more line here. */
public final class ApiRoutes {
    private ApiRoutes() {}

    /**
     * The groups of the service.
     *
     * @param access who is given access
     * @param reloader reads the configuration again
     * @param connections declares and removes connections
     * @param trial tries connections before they are declared
     * @param info reported by the status
     * @param budgets of the answers
     * @param metrics of requests
     */
    public static List<RouteGroup> of(
            LookupService lookup,
            SyncControl sync,
            IntegrationSwitch integration,
            Examiner examiner,
            Authenticator authenticator,
            TokenAdministration tokens,
            AccessSettings access,
            Optional<SingleSignOn> signOn,
            AuditLog audit,
            Reloader reloader,
            ConnectionAdministration connections,
            ConnectionTrial trial,
            ServiceInfo info,
            HttpBudgets budgets,
            RequestMetrics metrics) {
        Json json = new Json(budgets.answers());
        return List.of(
                new LookupRoutes(lookup, json, metrics.lookupKeys()),
                new MatchRoutes(lookup, json, metrics.matchAddresses()),
                new SuggestRoutes(lookup, json),
                new AccountRoutes(lookup, integration, json),
                new IntegrationRoutes(integration, audit, json),
                new SyncRoutes(integration, sync, audit, json),
                new EventsRoutes(integration, sync, json),
                new StatusRoutes(lookup, integration, sync, info, json),
                new IgnoredRoutes(sync, json),
                new DuplicatesRoutes(lookup, sync, json),
                new AuditRoutes(audit, json),
                new InventoryRoutes(info, json),
                new DiagnosticsRoutes(lookup, integration, sync, examiner, info),
                new DoctorRoutes(integration, sync, examiner, audit, json),
                new SessionRoutes(authenticator, signOn, audit, json),
                new MeRoutes(authenticator, signOn, audit, lookup, info.clock(), json),
                new TokenRoutes(tokens, audit, info.clock(), json),
                new AccessRoutes(access, authenticator, signOn, audit, json),
                new ReloadRoutes(reloader, json),
                new ConnectionRoutes(connections, audit, json),
                new TrialRoutes(trial, connections, integration, audit, json),
                new HealthRoutes(lookup, integration, authenticator, json),
                new MetricsRoutes(info),
                new PageRoutes(authenticator.isLoopbackOnly()),
                new ApiDocumentRoutes());
    }
}
