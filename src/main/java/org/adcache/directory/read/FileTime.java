package org.adcache.directory.read;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Moments in intervals of 100 ns since 1601 (MS-DTYP 2.3.3). */
final class FileTime {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long PER_SECOND = 10_000_000;
    private static final Duration BEFORE_1970 = Duration.ofDays(134_774);

    private FileTime() {}

    /**
     * The moment at which an account expires, rounded up to a second; empty if {@code accountExpires} means never
     * (MS-ADA1 2.1): 0 or the highest value.
     */
    static Optional<Instant> expiry(long value) {
        return value <= 0 || value == NEVER
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(value / PER_SECOND + (value % PER_SECOND == 0 ? 0 : 1))
                        .minus(BEFORE_1970));
    }
}
