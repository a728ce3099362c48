package org.adcache.cli.token;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;

/** Expiry of a token; empty if it never expires. */
record Expiry(Optional<Instant> at) {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})([smhd])");

    /** Reads {@code 90d}, {@code 12h}, {@code 30m}, {@code 45s} or a day, {@code 2027-01-31}, which must be in the future. */
    static Expiry parse(Optional<String> text, Clock clock) throws CommandException {
        if (text.isEmpty()) {
            return new Expiry(Optional.empty());
        }
        Instant now = clock.instant();
        Instant end = end(text.get(), now);
        if (!end.isAfter(now)) {
            throw new CommandException(
                    Exit.USAGE, "\"" + text.get() + "\" is over.", "Write a later day after --expires.");
        }
        return new Expiry(Optional.of(end));
    }

    private static Instant end(String text, Instant now) throws CommandException {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            long count = Long.parseLong(time.group(1));
            return now.plus(
                    switch (time.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new CommandException(
                    Exit.USAGE,
                    "\"" + text + "\" is neither a time nor a day.",
                    "Write a time such as 90d or a day such as 2027-01-31 after --expires.",
                    e);
        }
    }
}
