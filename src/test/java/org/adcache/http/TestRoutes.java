package org.adcache.http;

import java.time.Clock;
import java.util.List;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Authenticator;

/** The table of routes of the service, over fakes. */
public final class TestRoutes {
    private TestRoutes() {}

    static List<Route> all() {
        FakeControls controls = new FakeControls();
        return new RouteTable(ApiRoutes.of(
                        new FakeLookupService(),
                        controls,
                        controls,
                        new FakeExaminer(),
                        Authenticator.loopbackOnly(),
                        new AuditLog(line -> {}, Clock.systemUTC()),
                        new ServiceInfo("1.2.3", Clock.systemUTC(), () -> 0, List::of, List.of()),
                        HttpBudgets.of(HttpLimits.DEFAULTS)))
                .routes();
    }

    /** Method and path of each, as {@code POST /v1/doctor/{connection}}. */
    public static List<String> names() {
        return all().stream().map(Route::toString).toList();
    }
}
