package org.adcache.sync.schedule;

import java.time.Duration;

/** When a connection's cycles run without a request. */
public sealed interface Recurrence permits Recurrence.Interval, CalendarTimes, Recurrence.OnRequest {
    /**
     * At an interval, from the start of one cycle to the start of the next.
     *
     * @param every more than 0
     */
    record Interval(Duration every) implements Recurrence {
        public Interval {
            if (every.isNegative() || every.isZero()) {
                throw new IllegalArgumentException("every is more than 0, not " + every);
            }
        }
    }

    /** Never by itself, once there is a copy. */
    record OnRequest() implements Recurrence {}
}
