package org.adcache.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.adcache.http.problem.HttpProblem;

/** Request body: JSON in UTF-8, of 1 MiB at most. */
public final class RequestBody {
    public static final int MAX = 1 << 20;
    /**
     * An oversized body is read up to this limit: closing a connection that is still sending would lose the response.
     */
    public static final int MAX_ARRIVING = 16 * MAX;

    private RequestBody() {}

    /**
     * Checks what is known before the body is read. The content type isn't checked: a page of another site that sends
     * a body without CORS permission also sends its Origin, which {@link DnsRebindingFilter} rejects, and has no
     * token.
     *
     * @param length in bytes; negative if unknown
     */
    public static void check(long length) {
        if (length > MAX_ARRIVING) {
            throw HttpProblem.ofStatus(413);
        }
    }

    /** Reads the body of an administrator's request. */
    public static byte[] read(Context context) {
        check(context.req().getContentLengthLong());
        return bytes(context);
    }

    /** Reads an optional body; empty if there is none. */
    public static Optional<byte[]> readIfAny(Context context) {
        byte[] body = bytes(context);
        return body.length == 0 ? Optional.empty() : Optional.of(body);
    }

    private static byte[] bytes(Context context) {
        try {
            InputStream in = context.bodyInputStream();
            byte[] body = in.readNBytes(MAX + 1);
            if (body.length > MAX) {
                in.skip(MAX_ARRIVING - MAX);
                throw HttpProblem.ofStatus(413);
            }
            return body;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    public static HttpProblem unreadable(Throwable failure) {
        return failure instanceof TimeoutException
                ? HttpProblem.badRequest("The body did not arrive in time.")
                : HttpProblem.badRequest("The body can't be read.");
    }
}
