package org.adcache.directory.connect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;

/** End time of a cycle, and the time-outs derived from it. */
public record Deadline(Instant end, Clock clock) {
    public Duration left() {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean isOver() {
        return left().isZero();
    }

    /** The given time-out, or the time left if that is shorter. */
    public Duration atMost(Duration timeout) {
        Duration left = left();
        return left.compareTo(timeout) < 0 ? left : timeout;
    }

    /** The same in milliseconds for the SDK, at least 1, because 0 means "for ever" there. */
    public int millisAtMost(Duration timeout) {
        return (int) Math.max(1, atMost(timeout).toMillis());
    }

    public void check(String step) throws ProblemException {
        if (isOver()) {
            throw new ProblemException(over(step));
        }
    }

    public static Problem over(String step) {
        return new Problem(
                ProblemType.SYNC_TIMEOUT,
                step + " was not done before the cycle's time was up.",
                "Raise sync.timeout, or read less: a narrower search-base, no groups, fewer extra-attributes.");
    }
}
