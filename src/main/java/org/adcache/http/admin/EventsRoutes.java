package org.adcache.http.admin;

import static org.eclipse.jetty.http.HttpMethod.GET;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.adcache.api.Document;
import org.adcache.auth.RequiredScope;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.RouteHandler;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.sync.SyncControl;
import org.adcache.sync.SyncRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/events}: server-sent events (WHATWG HTML 9.2), {@code sync} with a RUN and {@code integration} with
 * the state of the switch, each whenever it differs from what this client received last. Each client occupies a
 * thread.
 */
public final class EventsRoutes implements RouteGroup, RouteHandler.Stream {
    static final int MAX_CLIENTS = 16;

    private static final Logger log = LoggerFactory.getLogger(EventsRoutes.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int LOOKS_TO_HEARTBEAT = 20;
    private static final String SWITCH = "integration";
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final IntegrationSwitch integration;
    private final SyncControl sync;
    private final Json json;
    private final Semaphore places = new Semaphore(MAX_CLIENTS);
    private final CountDownLatch closing = new CountDownLatch(1);

    public EventsRoutes(IntegrationSwitch integration, SyncControl sync, Json json) {
        this.integration = integration;
        this.sync = sync;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(GET, "/v1/events", RequiredScope.ADMIN, this));
    }

    @Override
    public void head(Context context) {
        QueryParameters.rejectAll(context);
        describe(context);
    }

    private static void describe(Context context) {
        context.res().setContentType("text/event-stream;charset=utf-8");
        context.res().setHeader("Cache-Control", "no-store");
        context.res().setHeader("X-Content-Type-Options", "nosniff");
        context.res().setHeader("X-Accel-Buffering", "no");
    }

    /** Streams until the client disconnects, its token or session ends, or the server stops. */
    @Override
    public void stream(Context context, BooleanSupplier admitted) {
        QueryParameters.rejectAll(context);
        if (!places.tryAcquire()) {
            throw new HttpProblem(ProblemKind.TOO_MANY_REQUESTS, MAX_CLIENTS + " clients read events already.")
                    .remedy("Close one, or ask GET /v1/sync every few seconds.");
        }
        try {
            describe(context);
            try (OutputStream out = context.res().getOutputStream()) {
                stream(out, admitted);
            }
        } catch (IOException e) {
            throw new ClientGone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private void stream(OutputStream out, BooleanSupplier admitted) throws IOException, InterruptedException {
        Map<String, String> sent = new HashMap<>();
        sync.runs().stream()
                .filter(run -> run.finishedAt().isPresent())
                .forEach(run -> sent.put(run.id(), text(RunDocuments.of(run))));
        int looks = 0;
        do {
            if (!admitted.getAsBoolean()) {
                return;
            }
            if (looks % LOOKS_TO_HEARTBEAT == 0) {
                write(out, ": heartbeat\n\n");
            }
            looks++;
            send(out, sent);
            out.flush();
        } while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void send(OutputStream out, Map<String, String> sent) throws IOException {
        String state = text(IntegrationDocuments.of(integration.state()));
        if (!state.equals(sent.put(SWITCH, state))) {
            write(out, "event: integration\ndata: " + state + "\n\n");
        }
        List<SyncRun> runs = sync.runs();
        for (int i = runs.size() - 1; i >= 0; i--) {
            String text = text(RunDocuments.of(runs.get(i)));
            if (!text.equals(sent.put(runs.get(i).id(), text))) {
                write(out, "event: sync\ndata: " + text + "\n\n");
            }
        }
        Set<String> known = runs.stream().map(SyncRun::id).collect(Collectors.toCollection(HashSet::new));
        known.add(SWITCH);
        sent.keySet().retainAll(known);
    }

    private String text(Document document) {
        return new String(json.write(document), StandardCharsets.UTF_8);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends all streams, and waits a little for the last event of each. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!places.tryAcquire(MAX_CLIENTS, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("some clients of the event stream did not read their last event");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The client closed its connection, the usual end of a stream. */
    public static final class ClientGone extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        public ClientGone(IOException cause) {
            super(cause);
        }
    }
}
