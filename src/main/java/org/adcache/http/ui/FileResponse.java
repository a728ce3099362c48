package org.adcache.http.ui;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.http.BufferedResponse;

/**
 * Response with a file of a page: 304 if the client has it already, compressed if the client accepts that, and with the
 * headers that keep other sites out.
 */
final class FileResponse {
    private static final byte[] NONE = {};
    private static final int NOT_MODIFIED = 304;

    private final Map<String, String> headers;

    private FileResponse(Map<String, String> headers) {
        this.headers = headers;
    }

    /**
     * A response that is revalidated each time.
     *
     * @param policy the value of {@code Content-Security-Policy}
     */
    static FileResponse of(String policy) {
        return new FileResponse(Map.of(
                "Content-Security-Policy", policy,
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cross-Origin-Resource-Policy", "same-origin",
                "Referrer-Policy", "no-referrer",
                "X-Frame-Options", "DENY",
                "Cache-Control", "no-cache",
                "Vary", "Accept-Encoding"));
    }

    /** The same for files whose address changes whenever their content does (RFC 8246). */
    FileResponse immutable() {
        Map<String, String> kept = new LinkedHashMap<>(headers);
        kept.put("Cache-Control", "public, max-age=31536000, immutable");
        return new FileResponse(kept);
    }

    BufferedResponse to(Context context, PageFile file) {
        if (accepts(context, "If-None-Match", file.etag())) {
            return withHeaders(new BufferedResponse(NOT_MODIFIED, file.type(), NONE, Map.of("ETag", file.etag())));
        }
        boolean gzip = accepts(context, "Accept-Encoding", "gzip");
        byte[] body = gzip ? file.compressed() : file.octets();
        // Jetty finds the length itself only if the body fits into its buffer.
        BufferedResponse response = new BufferedResponse(
                200, file.type(), body, Map.of("ETag", file.etag(), "Content-Length", Integer.toString(body.length)));
        return withHeaders(gzip ? response.header("Content-Encoding", "gzip") : response);
    }

    private BufferedResponse withHeaders(BufferedResponse response) {
        BufferedResponse complete = response;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            complete = complete.header(header.getKey(), header.getValue());
        }
        return complete;
    }

    /** Whether a value is in a list of a request's header; weights are ignored. */
    private static boolean accepts(Context context, String header, String value) {
        return Optional.ofNullable(context.header(header)).stream()
                .flatMap(list -> List.of(list.split(",")).stream())
                .map(item -> item.strip().replaceFirst("\\s*;.*", "").replaceFirst("^W/", ""))
                .anyMatch(value::equals);
    }
}
