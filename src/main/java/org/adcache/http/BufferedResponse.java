package org.adcache.http;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Complete response, ready to be sent. No response may be stored by an intermediate cache: nearly all carry personal
 * data.
 */
public final class BufferedResponse {
    private static final String JSON = "application/json";
    private static final HttpField JSON_FIELD = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, JSON);
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField NO_SNIFF = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final byte[] PROTOCOL = ascii("HTTP/1.1 ");
    private static final byte[] LENGTH = ascii("Content-Length: ");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");
    /** Upper bound of the parts that are the same in every response. */
    private static final int LONGEST_HEAD = 256;

    private static final byte[] NONE = {};
    /** Has no body, and so no type of it. */
    private static final int NO_CONTENT = 204;

    private final int status;
    private final String contentType;
    private final byte[] body;
    /** Takes the place of the body. */
    private final Optional<LargeBody> large;

    private final Map<String, String> headers;
    /** Accounts that it shows, of suggestions. */
    private final int accounts;

    public BufferedResponse(int status, String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, body, Optional.empty(), headers, 0);
    }

    private BufferedResponse(
            int status,
            String contentType,
            byte[] body,
            Optional<LargeBody> large,
            Map<String, String> headers,
            int accounts) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.large = large;
        this.headers = headers;
        this.accounts = accounts;
    }

    public static BufferedResponse ok(byte[] json) {
        return new BufferedResponse(200, JSON, json, Map.of());
    }

    static BufferedResponse ok(LargeBody json) {
        return new BufferedResponse(200, JSON, NONE, Optional.of(json), Map.of(), 0);
    }

    public static BufferedResponse of(int status, byte[] json) {
        return new BufferedResponse(status, JSON, json, Map.of());
    }

    /** An answer without a body. */
    public static BufferedResponse noContent() {
        return new BufferedResponse(NO_CONTENT, JSON, NONE, Map.of());
    }

    /** The same with one header more. */
    public BufferedResponse header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new BufferedResponse(status, contentType, body, large, more, accounts);
    }

    /** This response, which shows so many accounts. */
    public BufferedResponse showing(int count) {
        return new BufferedResponse(status, contentType, body, large, headers, count);
    }

    /** The number of accounts that it shows, as far as they are counted. */
    public int accounts() {
        return accounts;
    }

    public int status() {
        return status;
    }

    /** Length of the body in bytes. */
    public int length() {
        return large.isPresent() ? large.get().length() : body.length;
    }

    /** The body, if it is large; the caller that sends it, by {@link #putTo} or in chunks, has to release it. */
    public Optional<LargeBody> large() {
        return large;
    }

    /** Upper bound of its size as HTTP/1.1, in bytes. */
    public int maxLength() {
        int length = LONGEST_HEAD + contentType.length() + length();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            length += header.getKey().length() + header.getValue().length() + 4;
        }
        return length;
    }

    /** Writes it to the buffer as HTTP/1.1. */
    public void putTo(ByteBuffer target, HttpField date) {
        target.put(PROTOCOL);
        BufferUtil.putDecInt(target, status);
        target.put((byte) ' ').put(ascii(HttpStatus.getMessage(status))).put(LINE_END);
        HttpGenerator.putTo(date, target);
        HttpGenerator.putTo(contentType(), target);
        HttpGenerator.putTo(NO_STORE, target);
        HttpGenerator.putTo(NO_SNIFF, target);
        headers.forEach((name, value) -> HttpGenerator.putTo(new HttpField(name, value), target));
        target.put(LENGTH);
        BufferUtil.putDecInt(target, length());
        target.put(HEAD_END);
        if (large.isPresent()) {
            large.get().putTo(target);
        } else {
            target.put(body);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private HttpField contentType() {
        return contentType.equals(JSON) ? JSON_FIELD : new HttpField(HttpHeader.CONTENT_TYPE, contentType);
    }

    /** Sets status and headers. */
    public void prepare(Response response) {
        response.setStatus(status);
        var out = response.getHeaders();
        out.put(contentType());
        out.put(NO_STORE);
        out.put(NO_SNIFF);
        headers.forEach(out::put);
        out.put(HttpHeader.CONTENT_LENGTH, length());
    }

    /** The body, unless it is large. */
    public ByteBuffer body() {
        return ByteBuffer.wrap(body);
    }

    /** Sends a response that isn't large. */
    public void send(Response response, Callback callback) {
        prepare(response);
        response.write(true, body(), callback);
    }

    public void send(Context context) {
        context.status(status);
        if (status != NO_CONTENT) {
            context.contentType(contentType);
        }
        context.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
        headers.forEach(context::header);
        context.result(body);
    }
}
