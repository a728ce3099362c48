package org.adcache.http.telemetry;

import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Outermost handler: begins the record of each request that isn't answered on the fast path, puts the ids into its
 * answer, and counts it when its last byte was written.
 */
public final class RequestObserver extends Handler.Wrapper {
    /** In place of a method that nobody knows, which may be long. */
    private static final String OTHER = "other";

    private final Telemetry telemetry;

    private final Predicate<String> frequent;

    /**
     * Observes the requests to a handler.
     *
     * @param frequent paths that are answered without an id, unless the caller sends one
     */
    public RequestObserver(Telemetry telemetry, Predicate<String> frequent, Handler handler) {
        super(handler);
        this.telemetry = telemetry;
        this.frequent = frequent;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        RequestRecord record = telemetry.begin(request);
        String method = request.getMethod();
        record.method(HttpMethod.fromString(method) == null ? OTHER : method);
        if (!frequent.test(Request.getPathInContext(request))) {
            record.identify();
        }
        record.requestId().ifPresent(id -> response.getHeaders().put(RequestId.HEADER, id));
        record.trace().ifPresent(trace -> response.getHeaders().put(TraceParent.HEADER, trace.value()));
        Request.addCompletionListener(
                request, failure -> record.finish(response.getStatus(), Response.getContentBytesWritten(response)));
        return super.handle(request, response, callback);
    }
}
