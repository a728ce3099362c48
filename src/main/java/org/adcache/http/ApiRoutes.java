package org.adcache.http;

import java.util.List;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Authenticator;
import org.adcache.http.admin.DoctorRoutes;
import org.adcache.http.admin.EventsRoutes;
import org.adcache.http.admin.HealthRoutes;
import org.adcache.http.admin.IntegrationRoutes;
import org.adcache.http.admin.StatusRoutes;
import org.adcache.http.admin.SyncRoutes;
import org.adcache.http.query.LookupRoutes;
import org.adcache.http.query.MatchRoutes;
import org.adcache.http.query.SuggestRoutes;
import org.adcache.integration.Integration;
import org.adcache.lookup.Lookup;
import org.adcache.sync.SyncService;

/** Wiring of the route groups: a new group is one more line here. */
public final class ApiRoutes {
    private ApiRoutes() {}

    /**
     * The groups of the service.
     *
     * @param facts reported by the status
     */
    public static List<RouteGroup> of(
            Lookup lookup,
            SyncService sync,
            Integration integration,
            Examiner examiner,
            Authenticator signIn,
            AuditLog audit,
            ServiceInfo facts) {
        return of(LookupService.of(lookup), AdminService.of(integration, sync), examiner, signIn, audit, facts);
    }

    static List<RouteGroup> of(
            LookupService questions,
            AdminService administration,
            Examiner examiner,
            Authenticator signIn,
            AuditLog audit,
            ServiceInfo facts) {
        Json json = new Json();
        return List.of(
                new LookupRoutes(questions, json),
                new MatchRoutes(questions, json),
                new SuggestRoutes(questions, json),
                new IntegrationRoutes(administration, audit, json),
                new SyncRoutes(administration, audit, json),
                new EventsRoutes(administration, json),
                new StatusRoutes(questions, administration, facts, json),
                new DoctorRoutes(administration, examiner, audit, json),
                new HealthRoutes(questions, administration, signIn, json));
    }
}
