package org.adcache.http.problem;

import org.jspecify.annotations.Nullable;

/** Loggable form of an exception: classes and lines without the messages, which may quote a query. */
final class Redacted {
    private Redacted() {}

    static Throwable of(Throwable failure) {
        return copy(failure, 0);
    }

    private static Throwable copy(Throwable failure, int depth) {
        @Nullable Throwable cause = failure.getCause();
        Throwable copy =
                new Throwable(failure.getClass().getName(), cause == null || depth > 5 ? null : copy(cause, depth + 1));
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }
}
