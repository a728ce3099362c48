package org.adcache.api;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Problem answer (RFC 9457). Those to queries for accounts also have the age of the copy.
 *
 * @param type {@code /problems/NAME}
 */
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        Optional<String> remedy,
        OptionalLong generation,
        Optional<Instant> asOf,
        Optional<Boolean> stale,
        OptionalLong epoch)
        implements Document {}
