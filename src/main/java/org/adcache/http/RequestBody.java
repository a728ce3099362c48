package org.adcache.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.adcache.http.problem.HttpProblem;

/** What every body must be: JSON, in UTF-8, of 1 MiB at most. */
public final class RequestBody {
    public static final int MAX = 1 << 20;
    /** A body that is too large is read this far: closing a connection that still sends would lose the answer. */
    public static final int MAX_ARRIVING = 16 * MAX;

    private RequestBody() {}

    /**
     * Checks what is known before the body is read. Its content type isn't asked: a page of another site that sends a
     * body without leave also sends its Origin, which {@link DnsRebindingFilter} refuses, and has no token.
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

    /** Reads a body where none is needed; empty if there is none. */
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
