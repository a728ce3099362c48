package org.adcache.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Receipt of a wipe, without personal data.
 *
 * @param finishedAt absent while something is pending
 * @param destroyed the kinds of data that are destroyed completely: {@code answers}, {@code keys}, {@code tickets},
 *     {@code files}
 * @param pending what could not be destroyed or saved yet and is tried again
 */
public record WipeDocument(
        int accounts,
        int files,
        long bytes,
        Instant startedAt,
        Optional<Instant> finishedAt,
        List<String> destroyed,
        List<Pending> pending) {
    /** Something that is pending: the name of a file in the data folder, why, and what to do. */
    public record Pending(String what, String detail, String remedy) {}
}
