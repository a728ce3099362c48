package org.adcache.http.telemetry;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/** What is recorded of requests: counters always, lines of the access log on request. */
public record Telemetry(RequestMetrics metrics, AccessLog accessLog) {
    private static final String RECORD = RequestRecord.class.getName();

    /** A record for the requests of a connection, one after the other. */
    public RequestRecord connection() {
        return new RequestRecord(this);
    }

    /** The record of a request that {@link RequestObserver} has begun, or one that is never shown. */
    public RequestRecord of(Request request) {
        return request.getAttribute(RECORD) instanceof RequestRecord record ? record : connection();
    }

    RequestRecord begin(Request request) {
        RequestRecord record = connection();
        HttpFields headers = request.getHeaders();
        record.begin(headers.get(RequestId.HEADER), headers.get(TraceParent.HEADER));
        request.setAttribute(RECORD, record);
        return record;
    }

    /** Telemetry that counts, and logs nothing. */
    public static Telemetry counting() {
        return new Telemetry(new RequestMetrics(), new AccessLog());
    }
}
