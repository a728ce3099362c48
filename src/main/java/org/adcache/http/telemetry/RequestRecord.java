package org.adcache.http.telemetry;

import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.auth.CallerKind;
import org.adcache.auth.Principal;
import org.adcache.http.BufferedResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Record of one request: when it came, its ids, its route and its caller. A connection of the fast path uses one for
 * all its requests. For one thread at a time.
 */
public final class RequestRecord {
    private static final String REQUEST_ID = "requestId";
    private static final String TRACE_ID = "traceId";

    private final Telemetry telemetry;
    private RouteMetrics route;
    private @Nullable String method;
    private long began;
    private @Nullable String requestId;
    private @Nullable TraceParent trace;
    private @Nullable Principal caller;

    RequestRecord(Telemetry telemetry) {
        this.telemetry = telemetry;
        this.route = telemetry.metrics().unrouted();
    }

    /**
     * Begins with another request.
     *
     * @param sentId its header X-Request-Id
     * @param sentTrace its header traceparent
     */
    public void begin(@Nullable String sentId, @Nullable String sentTrace) {
        began = System.nanoTime();
        route = telemetry.metrics().unrouted();
        method = null;
        caller = null;
        requestId = sentId == null ? null : RequestId.of(sentId);
        trace = sentTrace == null ? null : TraceParent.parse(sentTrace).orElse(null);
    }

    /** Gives the request a fresh id, unless it has one. */
    public void identify() {
        if (requestId == null) {
            requestId = RequestId.fresh();
        }
    }

    /** Notes the route, which counts the request. */
    public void route(RouteMetrics found) {
        route = found;
    }

    /** Notes the method, which the access log shows. */
    void method(String name) {
        method = name;
    }

    /** Notes who was admitted. */
    public void caller(Principal admitted) {
        caller = admitted;
    }

    /** The id of the request; empty if the caller sent none and none was needed. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    Optional<TraceParent> trace() {
        return Optional.ofNullable(trace);
    }

    /** The answer with the ids of the request, if there are any. */
    public BufferedResponse identified(BufferedResponse answer) {
        BufferedResponse identified = requestId == null ? answer : answer.header(RequestId.HEADER, requestId);
        return trace == null ? identified : identified.header(TraceParent.HEADER, trace.value());
    }

    /** Runs an action in whose lines of the log are the ids. */
    public <T> T inLog(Supplier<T> action) {
        if (requestId != null) {
            MDC.put(REQUEST_ID, requestId);
        }
        if (trace != null) {
            MDC.put(TRACE_ID, trace.traceId());
        }
        try {
            return action.get();
        } finally {
            MDC.remove(REQUEST_ID);
            MDC.remove(TRACE_ID);
        }
    }

    /** Counts the request once it is answered, and logs it if that is on. */
    public void finish(int status, long bytes) {
        long nanos = System.nanoTime() - began;
        route.count(status, nanos);
        if (telemetry.accessLog().isEnabled()) {
            telemetry
                    .accessLog()
                    .add(new AccessLog.Line(
                            method == null ? route.method() : method,
                            route.path(),
                            status,
                            bytes,
                            nanos / 1_000,
                            caller == null ? Optional.empty() : Optional.of(name(caller)),
                            requestId(),
                            trace().map(TraceParent::traceId)));
        }
    }

    /** The caller without the name of a person. */
    private static String name(Principal caller) {
        boolean nameless = caller.kind() == CallerKind.LOCAL || caller.person().isPresent();
        return nameless ? caller.kind().label() : caller.kind().label() + ":" + caller.id();
    }
}
