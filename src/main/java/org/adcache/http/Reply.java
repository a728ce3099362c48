package org.adcache.http;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A whole answer, ready to be sent. No answer may be kept by a cache on its way: nearly all carry personal data. */
final class Reply {
    private static final String JSON = "application/json";
    private static final HttpField JSON_FIELD = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, JSON);
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField NO_SNIFF = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;

    Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
    }

    static Reply ok(byte[] json) {
        return new Reply(200, JSON, json, Map.of());
    }

    static Reply of(int status, byte[] json) {
        return new Reply(status, JSON, json, Map.of());
    }

    Reply header(String name, String value) {
        return new Reply(status, contentType, body, Map.of(name, value));
    }

    void send(Response response, Callback callback) {
        response.setStatus(status);
        var out = response.getHeaders();
        out.put(contentType.equals(JSON) ? JSON_FIELD : new HttpField(HttpHeader.CONTENT_TYPE, contentType));
        out.put(NO_STORE);
        out.put(NO_SNIFF);
        headers.forEach(out::put);
        out.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    void send(Context context) {
        context.status(status)
                .contentType(contentType)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff");
        headers.forEach(context::header);
        context.result(body);
    }
}
