package org.adcache.http.rate;

import java.util.concurrent.atomic.AtomicLong;
import org.adcache.auth.Principal;
import org.jspecify.annotations.Nullable;

/** What one caller may do, on all its connections, and how many accounts it was shown. Thread-safe. */
final class CallerRates {
    private final Principal caller;
    private final @Nullable TokenBucket requests;
    private final @Nullable TokenBucket suggestions;
    private final AtomicLong shown = new AtomicLong();
    private volatile boolean forgotten;

    CallerRates(Principal caller, @Nullable TokenBucket requests, @Nullable TokenBucket suggestions) {
        this.caller = caller;
        this.requests = requests;
        this.suggestions = suggestions;
    }

    Principal caller() {
        return caller;
    }

    /** Takes a request and returns 0, or the nanoseconds until one is allowed. */
    long takeRequest(long now) {
        return requests == null ? 0 : requests.take(now);
    }

    /** Takes a suggestion and returns 0, or the nanoseconds until one is allowed. */
    long takeSuggestion(long now) {
        return suggestions == null ? 0 : suggestions.take(now);
    }

    void show(int accounts) {
        shown.addAndGet(accounts);
    }

    /** The number of accounts shown since the last call. */
    long takeShown() {
        return shown.getAndSet(0);
    }

    /** Whether another object counts this caller by now. */
    boolean isForgotten() {
        return forgotten;
    }

    void forget() {
        forgotten = true;
    }
}
