package org.adcache.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What every body must be: JSON, in UTF-8, of 1 MiB at most. */
final class Bodies {
    private Bodies() {}

    /**
     * Checks what is known before the body is read. A missing content type is refused too: a page of another site can
     * send a body without one, or as text, without asking first, but not as JSON.
     *
     * @param length in bytes; negative if unknown
     */
    static void check(@Nullable String contentType, long length) {
        if (contentType == null || !isJson(contentType.toLowerCase(Locale.ROOT))) {
            throw new Refusal(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "The body is not declared as JSON.")
                    .remedy("Send Content-Type: application/json.");
        }
        if (length > HotRoutes.MAX_BODY) {
            throw Refusal.ofStatus(413);
        }
    }

    private static boolean isJson(String contentType) {
        int semicolon = contentType.indexOf(';');
        String parameters = semicolon < 0 ? "" : contentType.substring(semicolon + 1);
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                        .strip()
                        .equals("application/json")
                && (!parameters.contains("charset") || parameters.contains("utf-8"));
    }

    /** Reads the body of an administrator's request. */
    static byte[] read(Context context) {
        check(context.contentType(), context.req().getContentLengthLong());
        return bytes(context);
    }

    /** Reads a body where none is needed; empty if there is none. */
    static Optional<byte[]> readIfAny(Context context) {
        byte[] body = bytes(context);
        if (body.length == 0) {
            return Optional.empty();
        }
        check(context.contentType(), body.length);
        return Optional.of(body);
    }

    private static byte[] bytes(Context context) {
        try {
            byte[] body = context.bodyInputStream().readNBytes(HotRoutes.MAX_BODY + 1);
            if (body.length > HotRoutes.MAX_BODY) {
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
