package org.adcache.http.admin;

import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.adcache.account.ConnectionId;
import org.adcache.auth.RequiredScope;
import org.adcache.doctor.CheckResult;
import org.adcache.http.Examiner;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.RouteHandler;
import org.adcache.http.ServiceInfo;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.lookup.LookupService;
import org.adcache.sync.SyncControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/diagnostics}: a ZIP file for a fault report, which names no person. One is made at a time. */
public final class DiagnosticsRoutes implements RouteGroup, RouteHandler.Stream {
    private static final Logger log = LoggerFactory.getLogger(DiagnosticsRoutes.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    /** More than a run of the doctor takes. */
    private static final int DOCTOR_SECONDS = 70;

    private final LookupService lookup;
    private final IntegrationSwitch integration;
    private final SyncControl sync;
    private final Examiner examiner;
    private final ServiceInfo info;
    private final Semaphore place = new Semaphore(1);

    public DiagnosticsRoutes(
            LookupService lookup,
            IntegrationSwitch integration,
            SyncControl sync,
            Examiner examiner,
            ServiceInfo info) {
        this.lookup = lookup;
        this.integration = integration;
        this.sync = sync;
        this.examiner = examiner;
        this.info = info;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(GET, "/v1/diagnostics", RequiredScope.ADMIN, this));
    }

    @Override
    public void head(Context context) {
        QueryParameters.rejectAll(context);
        describe(context);
    }

    private void describe(Context context) {
        String name = "adcache-diagnostics-" + STAMP.format(info.clock().instant()) + ".zip";
        context.res().setContentType("application/zip");
        context.res().setHeader("Cache-Control", "no-store");
        context.res().setHeader("X-Content-Type-Options", "nosniff");
        context.res().setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    @Override
    public void stream(Context context, BooleanSupplier admitted) {
        QueryParameters.rejectAll(context);
        if (!place.tryAcquire()) {
            throw new HttpProblem(ProblemKind.TOO_MANY_REQUESTS, "A diagnostic file is being made already.")
                    .remedy("Try again in a minute.");
        }
        try {
            DiagnosticsBundle bundle = new DiagnosticsBundle(lookup, integration, sync, info, examined());
            describe(context);
            try (OutputStream out = context.res().getOutputStream()) {
                bundle.writeTo(out);
            }
        } catch (IOException e) {
            throw new EventsRoutes.ClientGone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            place.release();
        }
    }

    /** What the doctor finds now; nothing while the integration is off, as it doesn't reach a directory then. */
    private Map<ConnectionId, Optional<List<CheckResult>>> examined() throws InterruptedException {
        Map<ConnectionId, CompletableFuture<List<CheckResult>>> running = new LinkedHashMap<>();
        if (integration.state().enabled()) {
            sync.connections().forEach(connection -> running.put(connection, examiner.examine(connection)));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DOCTOR_SECONDS);
        Map<ConnectionId, Optional<List<CheckResult>>> results = new LinkedHashMap<>();
        for (Map.Entry<ConnectionId, CompletableFuture<List<CheckResult>>> run : running.entrySet()) {
            results.put(run.getKey(), result(run.getValue(), end - System.nanoTime()));
        }
        return results;
    }

    private static Optional<List<CheckResult>> result(CompletableFuture<List<CheckResult>> run, long nanos)
            throws InterruptedException {
        try {
            return Optional.of(run.get(nanos, TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException e) {
            log.debug("the doctor's results are not in the diagnostic file", e);
            return Optional.empty();
        }
    }
}
