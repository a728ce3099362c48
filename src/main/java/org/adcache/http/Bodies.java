package org.adcache.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** What every body must be: JSON, in UTF-8, of 1 MiB at most. */
final class Bodies {
    static final int MAX = 1 << 20;
    /** A body that is too large is read this far: closing a connection that still sends would lose the answer. */
    static final int MAX_ARRIVING = 16 * MAX;

    private Bodies() {}

    /**
     * Checks what is known before the body is read. Its content type isn't asked: a page of another site that sends a body
     * without leave also sends its Origin, which {@link LoopbackGate} refuses, and has no token.
     *
     * @param length in bytes; negative if unknown
     */
    static void check(long length) {
        if (length > MAX_ARRIVING) {
            throw Refusal.ofStatus(413);
        }
    }

    /** Reads the body of an administrator's request. */
    static byte[] read(Context context) {
        check(context.req().getContentLengthLong());
        return bytes(context);
    }

    /** Reads a body where none is needed; empty if there is none. */
    static Optional<byte[]> readIfAny(Context context) {
        byte[] body = bytes(context);
        return body.length == 0 ? Optional.empty() : Optional.of(body);
    }

    private static byte[] bytes(Context context) {
        try {
            InputStream in = context.bodyInputStream();
            byte[] body = in.readNBytes(MAX + 1);
            if (body.length > MAX) {
                in.skip(MAX_ARRIVING - MAX);
                throw Refusal.ofStatus(413);
            }
            return body;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static Refusal unreadable(Throwable failure) {
        return failure instanceof TimeoutException
                ? Refusal.badRequest("The body did not arrive in time.")
                : Refusal.badRequest("The body can't be read.");
    }
}
