package org.adcache.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;

/** Request body: JSON in UTF-8, of 1 MiB at most. */
public final class RequestBody {
    public static final int MAX = 1 << 20;
    /**
     * An oversized body is read up to this limit: closing a connection that is still sending would lose the response.
     */
    public static final int MAX_ARRIVING = 16 * MAX;
    /** An administrator's body of this size is never refused for lack of room: it may be the one that disables. */
    private static final int UNCOUNTED = 64 << 10;

    private static final int PIECE = 8 << 10;
    private static final String BUDGETS = "adcache.budgets";

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

    /** Sets the budgets that reading this request's body counts against. */
    static void limit(Context context, HttpBudgets budgets) {
        context.attribute(BUDGETS, budgets);
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

    /** Accepts no body, or an object without fields. */
    public static void requireNoFields(Json json, Context context) {
        readIfAny(context)
                .ifPresent(bytes -> json.read(bytes, in -> {
                    in.object("The body");
                    if (in.nextField()) {
                        throw in.unknown(in.field());
                    }
                    return true;
                }));
    }

    private static byte[] bytes(Context context) {
        HttpBudgets budgets = context.attribute(BUDGETS);
        if (budgets == null) {
            throw new IllegalStateException("no budgets for this request");
        }
        long end = System.nanoTime() + budgets.bodyTime().toNanos();
        try {
            InputStream in = context.bodyInputStream();
            byte[] start = bytes(in, new ByteArrayOutputStream(), UNCOUNTED, end, budgets);
            if (start.length < UNCOUNTED) {
                return start;
            }
            return large(in, start, end, budgets);
        } catch (IOException e) {
            throw unreadable(e, budgets);
        }
    }

    private static byte[] large(InputStream in, byte[] start, long end, HttpBudgets budgets) throws IOException {
        if (!budgets.bodies().tryTake(MAX)) {
            throw tooMany();
        }
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(start);
            byte[] whole = bytes(in, body, MAX + 1, end, budgets);
            if (whole.length > MAX) {
                in.skip(MAX_ARRIVING - MAX);
                throw HttpProblem.ofStatus(413);
            }
            return whole;
        } finally {
            budgets.bodies().giveBack(MAX);
        }
    }

    /** Reads up to a size, in pieces, so that a client that sends one byte now and then is noticed. */
    private static byte[] bytes(InputStream in, ByteArrayOutputStream body, int max, long end, HttpBudgets budgets)
            throws IOException {
        byte[] piece = new byte[PIECE];
        while (body.size() < max) {
            int read = in.read(piece, 0, Math.min(piece.length, max - body.size()));
            if (read < 0) {
                break;
            }
            body.write(piece, 0, read);
            if (System.nanoTime() - end > 0) {
                throw tooSlow(budgets);
            }
        }
        return body.toByteArray();
    }

    /** The problem for a body that took too long, which is counted. */
    public static HttpProblem tooSlow(HttpBudgets budgets) {
        budgets.countSlowBody();
        return new HttpProblem(
                        ProblemKind.BODY_TOO_SLOW,
                        "The body did not arrive within " + seconds(budgets.bodyTime())
                                + ", the limit of http.limits.body-time.")
                .remedy("Send it faster, or ask about less at once.")
                .header("Connection", "close");
    }

    /** The problem for a body for which there is no room. */
    public static HttpProblem tooMany() {
        return HttpProblem.beyond("http.limits.bodies", "The bodies of all requests need too much memory.");
    }

    public static HttpProblem unreadable(Throwable failure, HttpBudgets budgets) {
        return failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException
                ? tooSlow(budgets)
                : HttpProblem.badRequest("The body can't be read.");
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
