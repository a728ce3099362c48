package org.adcache.auth.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Place between two lines, which stays the same when lines are appended and files are rotated.
 *
 * @param file number that the file has or, if it is {@code audit.log}, will have
 * @param offset in bytes
 */
public record AuditPosition(long file, long offset) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})-([0-9]{1,12})");

    /** Parses {@link #toString}. */
    public static Optional<AuditPosition> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new AuditPosition(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return file + "-" + offset;
    }
}
