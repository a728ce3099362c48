package org.adcache.http;

import java.util.List;
import org.adcache.integration.Integration;
import org.adcache.lookup.Lookup;
import org.adcache.sync.SyncService;

/** Wiring of the groups of routes: a new group is one more line here. */
public final class ApiRoutes {
    private ApiRoutes() {}

    /**
     * The groups of the service.
     *
     * @param facts for the status
     */
    public static List<RouteGroup> of(
            Lookup lookup,
            SyncService sync,
            Integration integration,
            Examiner examiner,
            SignIn signIn,
            AuditLog audit,
            ServiceFacts facts) {
        return of(Questions.of(lookup), Administration.of(integration, sync), examiner, signIn, audit, facts);
    }

    static List<RouteGroup> of(
            Questions questions,
            Administration administration,
            Examiner examiner,
            SignIn signIn,
            AuditLog audit,
            ServiceFacts facts) {
        Json json = new Json();
        return List.of(
                new LookupRoute(questions, json),
                new MatchRoute(questions, json),
                new SuggestRoute(questions, json),
                new IntegrationRoutes(administration, audit, json),
                new SyncRoutes(administration, audit, json),
                new EventsRoute(administration, json),
                new StatusRoute(questions, administration, facts, json),
                new DoctorRoute(administration, examiner, audit, json),
                new HealthRoutes(questions, administration, signIn, json));
    }
}
