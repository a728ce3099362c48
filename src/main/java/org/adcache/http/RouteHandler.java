package org.adcache.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.adcache.account.ProblemException;
import org.adcache.auth.Principal;
import org.adcache.budget.FewAtOnce;

/**
 * Handler of a route. Its kind determines its input, its thread and whether it may block. The fast path serves {@link
 * Query} and {@link Body}, Javalin the others. The caller has been admitted when a handler is called, and every
 * exception becomes a problem answer.
 */
public sealed interface RouteHandler {
    /** Answers the raw query string of a GET on the thread that read it from the socket, so it must not block. */
    @FunctionalInterface
    non-sealed interface Query extends RouteHandler {
        BufferedResponse answer(Optional<String> query);

        /** Where to answer a query that may take too long for the thread that read it. */
        default Optional<FewAtOnce> elsewhere(Optional<String> query) {
            return Optional.empty();
        }
    }

    /** Answers a body, on a thread of the pool, once all of it has arrived. A route of this kind has no parameters. */
    @FunctionalInterface
    non-sealed interface Body extends RouteHandler {
        BufferedResponse answer(byte[] body);
    }

    /** Answers a request as Javalin presents it, on a thread of the pool. */
    @FunctionalInterface
    non-sealed interface Exchange extends RouteHandler {
        BufferedResponse answer(Context context, Principal caller) throws ProblemException;
    }

    /** Answers asynchronously. No thread waits in the meantime. */
    @FunctionalInterface
    non-sealed interface Deferred extends RouteHandler {
        CompletableFuture<BufferedResponse> answer(Context context, Principal caller);
    }

    /** Streams until the client disconnects; occupies a thread. */
    non-sealed interface Stream extends RouteHandler {
        /** Answers HEAD: the headers of a stream, and no stream. */
        void head(Context context);

        /**
         * Writes the stream.
         *
         * @param admitted whether the caller still is admitted, for instance because its token was not revoked
         *     meanwhile
         */
        void stream(Context context, BooleanSupplier admitted);

        /** Writes the stream for a caller. */
        default void stream(Context context, Principal caller, BooleanSupplier admitted) {
            stream(context, admitted);
        }
    }

    static Query forQuery(Query handler) {
        return handler;
    }

    static Body forBody(Body handler) {
        return handler;
    }

    static Exchange forExchange(Exchange handler) {
        return handler;
    }

    static Deferred deferred(Deferred handler) {
        return handler;
    }
}
