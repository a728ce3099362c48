package org.adcache.http.rate;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rate of requests as it is configured: {@code 20/s}, {@code 10/min}, {@code 5000/h}.
 *
 * @param count at least 1
 */
public record Rate(long count, Unit unit) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,7})\\s*/\\s*(s|min|h)");

    /** The time in which so many requests are allowed. */
    public enum Unit {
        SECOND("s", Duration.ofSeconds(1)),
        MINUTE("min", Duration.ofMinutes(1)),
        HOUR("h", Duration.ofHours(1));

        private final String label;
        private final Duration time;

        Unit(String label, Duration time) {
            this.label = label;
            this.time = time;
        }

        private static Unit of(String label) {
            for (Unit unit : values()) {
                if (unit.label.equals(label)) {
                    return unit;
                }
            }
            throw new IllegalArgumentException("there is no unit " + label);
        }
    }

    public Rate {
        if (count < 1) {
            throw new IllegalArgumentException("a rate is at least 1, not " + count);
        }
    }

    /** Parses a rate; empty if it is none, or zero. */
    public static Optional<Rate> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Rate(Long.parseLong(matcher.group(1)), Unit.of(matcher.group(2))));
    }

    /** A full bucket of this rate. */
    TokenBucket bucket(long burst, long now) {
        return new TokenBucket(unit.time.toNanos() / count, burst, now);
    }

    @Override
    public String toString() {
        return count + "/" + unit.label;
    }
}
