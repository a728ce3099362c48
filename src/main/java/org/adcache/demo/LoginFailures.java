package org.adcache.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Bad password counts of accounts and the lockout that follows (badPwdCount, lockoutThreshold, lockOutObservationWindow):
 * so many failures lock an account for a time. A failure that comes later than the window after the one before is the
 * first again, and a success sets the count back to zero.
 */
final class LoginFailures {
    private final Lockout lockout;
    private final Clock clock;
    private final Map<String, State> states = new HashMap<>();

    /**
     * Lockout policy of a domain.
     *
     * @param threshold number of failures that lock an account; 0: none does
     * @param window time after which a failure no longer counts, and after which a locked account is open again
     */
    record Lockout(int threshold, Duration window) {
        static final Lockout NONE = new Lockout(0, Duration.ofMinutes(30));
    }

    private record State(int failures, Instant last) {}

    LoginFailures(Lockout lockout, Clock clock) {
        this.lockout = lockout;
        this.clock = clock;
    }

    /** Failures that count now. */
    synchronized int count(String principal) {
        State state = states.getOrDefault(principal, new State(0, Instant.EPOCH));
        return state.last.plus(lockout.window).isAfter(clock.instant()) ? state.failures : 0;
    }

    boolean isLocked(String principal) {
        return lockout.threshold > 0 && count(principal) >= lockout.threshold;
    }

    synchronized void failed(String principal) {
        states.put(principal, new State(count(principal) + 1, clock.instant()));
    }

    synchronized void succeeded(String principal) {
        states.remove(principal);
    }
}
