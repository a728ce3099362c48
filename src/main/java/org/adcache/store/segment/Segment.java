package org.adcache.store.segment;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.adcache.account.Generation;

/**
 * Manifest entry of one segment.
 *
 * @param sha256 of the whole file, in hexadecimal
 * @param folding version of its words
 * @param generation the newest that it holds a change of
 * @param supersededSince since when older segments have held records that this one changes or removes; empty if none
 */
public record Segment(
        String file,
        String sha256,
        int records,
        long bytes,
        int folding,
        Generation generation,
        Optional<Instant> supersededSince) {
    public Segment {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(generation, "generation");
        Objects.requireNonNull(supersededSince, "supersededSince");
    }
}
