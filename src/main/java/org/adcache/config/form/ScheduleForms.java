package org.adcache.config.form;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.adcache.sync.schedule.CalendarDays;
import org.adcache.sync.schedule.CalendarTimes;
import org.adcache.sync.schedule.Recurrence;

/**
 * The form of {@code sync.at}: {@code manual}, or times after the days on which they hold, if these aren't all.
 *
 * <pre>{@code
 * at    = "manual" | [days " "] time {"," time}      "02:30,14:30"
 * days  = day {"," day} | date {"," date}            "1,31 02:30"
 * day   = name ["-" name]                            "mon-fri 02:30"
 * }</pre>
 */
public final class ScheduleForms {
    private static final Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final String EXAMPLES = "\"02:30\", \"mon,fri 02:30\" or \"1,31 02:30\"";

    private ScheduleForms() {}

    public static final Form<Recurrence> AT =
            Form.text("times such as " + EXAMPLES + ", or manual", (text, folder) -> parse(text));

    private static Recurrence parse(String text) throws BadValueException {
        String plain = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s*,\\s*", ",");
        if (plain.equals("manual")) {
            return new Recurrence.OnRequest();
        }
        String[] parts = plain.split("\\s+", -1);
        if (parts.length > 2 || plain.isEmpty()) {
            throw new BadValueException(
                    "\"" + text + "\" is not times, or days and times", "Write " + EXAMPLES + ", or manual");
        }
        String last = parts[parts.length - 1];
        if (!last.contains(":") && days(last).isPresent()) {
            throw new BadValueException("\"" + text + "\" has no time of day", "Write " + last + " 02:30");
        }
        CalendarDays days =
                parts.length == 1 ? new CalendarDays.Daily() : days(parts[0]).orElseThrow(() -> badDays(parts[0]));
        return new CalendarTimes(days, times(last));
    }

    private static List<LocalTime> times(String list) throws BadValueException {
        List<LocalTime> times = new ArrayList<>();
        for (String each : list.split(",", -1)) {
            Matcher time = TIME.matcher(each);
            if (!time.matches()) {
                throw new BadValueException(
                        "\"" + each + "\" is not a time of day",
                        "Write hours and minutes from 00:00 to 23:59, such as 02:30");
            }
            times.add(LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2))));
        }
        return times;
    }

    private static Optional<CalendarDays> days(String list) {
        List<String> days = List.of(list.split(",", -1));
        if (days.stream().allMatch(day -> NUMBER.matcher(day).matches())) {
            List<Integer> dates = days.stream()
                    .filter(day -> day.length() <= 2)
                    .map(Integer::valueOf)
                    .toList();
            return dates.size() == days.size() && dates.stream().allMatch(date -> date >= 1 && date <= 31)
                    ? Optional.of(new CalendarDays.Monthly(dates))
                    : Optional.empty();
        }
        TreeSet<DayOfWeek> named = new TreeSet<>();
        for (String day : days) {
            List<Optional<DayOfWeek>> ends =
                    Stream.of(day.split("-", 2)).map(ScheduleForms::dayOfWeek).toList();
            if (ends.stream().anyMatch(Optional::isEmpty)) {
                return Optional.empty();
            }
            DayOfWeek end = ends.get(ends.size() - 1).orElseThrow();
            for (DayOfWeek next = ends.get(0).orElseThrow(); next != end; next = next.plus(1)) {
                named.add(next);
            }
            named.add(end);
        }
        return Optional.of(new CalendarDays.Weekly(List.copyOf(named)));
    }

    /** A day by the first three letters of its name, or by its name. */
    private static Optional<DayOfWeek> dayOfWeek(String name) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> Stream.of(day.name(), day.name().substring(0, 3)).anyMatch(name::equalsIgnoreCase))
                .findFirst();
    }

    private static BadValueException badDays(String days) {
        boolean mixed = Stream.of(days.split(",", -1))
                        .anyMatch(day -> NUMBER.matcher(day).matches())
                && Stream.of(days.split(",", -1)).anyMatch(day -> dayOfWeek(day).isPresent());
        return mixed
                ? new BadValueException(
                        "\"" + days + "\" mixes days of the week and of the month", "Write days of one kind")
                : new BadValueException(
                        "\"" + days + "\" is not days",
                        "Write days of the week such as mon,fri or mon-fri, or of the month such as 1,15,31 (31 is the"
                                + " last)");
    }
}
