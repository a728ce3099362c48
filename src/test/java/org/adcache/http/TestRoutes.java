package org.adcache.http;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.adcache.account.Problem;
import org.adcache.api.StatusDocument;
import org.adcache.api.configuration.InventoryDocument;
import org.adcache.auth.AuditLog;
import org.adcache.budget.Budget;
import org.adcache.http.telemetry.RequestMetrics;
import org.adcache.testing.MemoryAudit;
import org.adcache.testing.TestAuthentication;

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
                        TestAuthentication.loopbackOnly(),
                        TestAuthentication.noTokens(),
                        TestAuthentication.noAccess(),
                        Optional.empty(),
                        new AuditLog(new MemoryAudit(), Clock.systemUTC()),
                        new FakeReloader(),
                        new FakeConnections(),
                        new FakeTrial(),
                        info(Clock.systemUTC(), () -> 0, List::of, List::of),
                        HttpBudgets.of(HttpLimits.DEFAULTS),
                        new RequestMetrics()))
                .routes();
    }

    /** Facts of a service that was started at a fixed moment. */
    static ServiceInfo info(
            Clock clock, LongSupplier bytesOnDisk, Supplier<List<Problem>> damage, Supplier<List<Budget>> budgets) {
        return new ServiceInfo(
                "1.2.3",
                clock,
                bytesOnDisk,
                damage,
                budgets,
                Instant.parse("2026-11-21T09:00:00Z"),
                () -> List.of(new StatusDocument.Expiring(
                        "trust", Optional.of("corp"), Optional.of("CN=Root"), Instant.parse("2027-11-21T09:00:00Z"))),
                () -> "# metrics\n".getBytes(StandardCharsets.UTF_8),
                () -> new InventoryDocument(List.of(new InventoryDocument.Item(
                        "Tokens", "Sign-in", "/data/tokens.json", "Until revoked", "adcache"))),
                () -> "{\"maxAge\":\"PT24H\"}");
    }

    /** Method and path of each, as {@code POST /v1/doctor/{connection}}. */
    public static List<String> names() {
        return all().stream().map(Route::toString).toList();
    }
}
