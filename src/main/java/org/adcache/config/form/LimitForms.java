package org.adcache.config.form;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.regex.Pattern;
import org.adcache.http.rate.Rate;

/** The forms of limits: counts, sizes in bytes and times, each in a range. */
public final class LimitForms {
    private static final Pattern SIZE = Pattern.compile("[0-9]+(\\.[0-9]+)?\\s*[A-Za-z]+");

    private LimitForms() {}

    /** A rate of requests. */
    public static final Form<Rate> RATE = Form.text(
            "a rate such as \"20/s\", \"10/min\" or \"5000/h\"",
            (text, folder) -> Rate.parse(text)
                    .orElseThrow(() -> new BadValueException(
                            "\"" + text + "\" is not a rate",
                            "Write how often, from 1 to 9999999, and in which time, such as 20/s, 10/min or 5000/h")));

    /** A whole number. */
    public static Form<Long> count(long least, long most) {
        return new Form<>("a number such as " + least, ConfigValueType.NUMBER, (text, folder) -> {
            try {
                return inRange(
                        text, Long.parseLong(text.strip()), least, most, "a number from " + least + " to " + most);
            } catch (NumberFormatException e) {
                throw new BadValueException(
                        "\"" + text + "\" is not a whole number", "Write a number from " + least + " to " + most);
            }
        });
    }

    /** A size in bytes with its unit. */
    public static Form<Long> size(long least, long most) {
        String range = "a size from " + mib(least) + " to " + mib(most);
        return Form.text("a size with its unit such as 64MiB", (text, folder) -> {
            if (!SIZE.matcher(text.strip()).matches()) {
                throw new BadValueException("\"" + text + "\" is not a size with its unit", "Write " + range);
            }
            try {
                long bytes = ConfigValueFactory.fromAnyRef(text.strip())
                        .atKey("s")
                        .getMemorySize("s")
                        .toBytes();
                return inRange(text, bytes, least, most, range);
            } catch (ConfigException | ArithmeticException | IllegalArgumentException e) {
                throw new BadValueException("\"" + text + "\" is not a size", "Write " + range);
            }
        });
    }

    /** A duration. */
    public static Form<Duration> time(Duration least, Duration most) {
        String range = "a time from " + least.toSeconds() + "s to " + most.toSeconds() + "s";
        return Form.text(Forms.DURATION.expected(), (text, folder) -> {
            Duration time = Forms.DURATION.parser().parse(text, folder);
            inRange(text, time.toMillis(), least.toMillis(), most.toMillis(), range);
            return time;
        });
    }

    private static long inRange(String text, long value, long least, long most, String range) throws BadValueException {
        if (value < least || value > most) {
            throw new BadValueException(
                    "\"" + text + "\" is too " + (value < least ? "small" : "large"), "Write " + range);
        }
        return value;
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + "MiB";
    }
}
