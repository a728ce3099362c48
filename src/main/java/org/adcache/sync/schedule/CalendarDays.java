package org.adcache.sync.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Days of a calendar: all, some of each week, or some of each month. */
public sealed interface CalendarDays {
    /** Whether this date is one of the days. */
    boolean contains(LocalDate date);

    /** Every day. */
    record Daily() implements CalendarDays {
        @Override
        public boolean contains(LocalDate date) {
            return true;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    /** Some days of each week. */
    record Weekly(List<DayOfWeek> days) implements CalendarDays {
        public Weekly {
            days = sorted(days);
        }

        @Override
        public boolean contains(LocalDate date) {
            return days.contains(date.getDayOfWeek());
        }

        @Override
        public String toString() {
            return days.stream()
                    .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(","));
        }
    }

    /** Some days of each month; a day that a month doesn't have is its last. */
    record Monthly(List<Integer> days) implements CalendarDays {
        private static final int LAST = 31;

        public Monthly {
            days = sorted(days);
            if (days.get(0) < 1 || days.get(days.size() - 1) > LAST) {
                throw new IllegalArgumentException("days of a month are 1 to 31, not " + days);
            }
        }

        @Override
        public boolean contains(LocalDate date) {
            int day = date.getDayOfMonth();
            return days.contains(day) || (day == date.lengthOfMonth() && days.get(days.size() - 1) > day);
        }

        @Override
        public String toString() {
            return days.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    private static <T extends Comparable<T>> List<T> sorted(Collection<T> days) {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("there is no day");
        }
        return days.stream().distinct().sorted().toList();
    }
}
