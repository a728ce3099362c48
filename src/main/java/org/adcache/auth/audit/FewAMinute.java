package org.adcache.auth.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** Bound on the lines that strangers cause: the first of each minute are admitted, the others counted. */
public final class FewAMinute {
    /** With lines of 150 bytes, a week of nothing else fits the files that are kept. */
    private static final int MOST = 20;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant began = Instant.EPOCH;
    private int admitted;
    private long left;

    public FewAMinute(Clock clock) {
        this.clock = clock;
    }

    /**
     * Answer to one line.
     *
     * @param left how many were not admitted in the time before, if any, and were not reported yet
     */
    public record Turn(boolean admitted, OptionalLong left) {}

    /** Counts a line. */
    public synchronized Turn next() {
        OptionalLong before = OptionalLong.empty();
        Instant now = clock.instant();
        if (now.isBefore(began) || !now.isBefore(began.plus(MINUTE))) {
            before = left > 0 ? OptionalLong.of(left) : before;
            began = now;
            admitted = 0;
            left = 0;
        }
        if (admitted < MOST) {
            admitted++;
            return new Turn(true, before);
        }
        left++;
        return new Turn(false, before);
    }
}
