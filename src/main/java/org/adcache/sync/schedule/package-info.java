/**
 * Times at which cycles run: at an interval, at calendar times of the local time zone, or on request only.
 *
 * <p>{@link org.adcache.sync.schedule.Recurrence} is what an administrator configures,
 * {@link org.adcache.sync.schedule.Schedule} says how long to wait.
 *
 * <pre>{@code
 * Recurrence nightly = new CalendarTimes(new CalendarDays.Daily(), List.of(LocalTime.of(2, 30)));
 * Optional<Duration> delay = new Schedule(nightly, zone, random).afterSuccess(startedAt, now);
 * }</pre>
 *
 * <p>Not here: timers, and cycles ({@code sync}).
 */
@NullMarked
package org.adcache.sync.schedule;

import org.jspecify.annotations.NullMarked;
