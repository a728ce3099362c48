package org.adcache.auth.session;

import java.time.Duration;

/**
 * Limits of sessions.
 *
 * @param idle a session that isn't used for this long ends
 * @param longest a session ends after this time
 * @param perCaller sessions that a token or person has at once; a further one ends the oldest
 */
public record SessionLimits(Duration idle, Duration longest, int perCaller) {
    public static final SessionLimits DEFAULTS = new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(10), 10);

    public SessionLimits {
        if (idle.isNegative() || idle.isZero() || longest.compareTo(idle) < 0 || perCaller < 1) {
            throw new IllegalArgumentException(
                    "limits of sessions are positive, and none is idle longer than it lasts");
        }
    }
}
