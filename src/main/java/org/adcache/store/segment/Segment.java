package org.adcache.store.segment;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.adcache.account.Generation;

/**
 * What the manifest says of one segment.
 *
 * @param sha256 of the whole file, in hexadecimal
 * @param folding version of the words in it
 * @param generation the newest of which it holds a change
 * @param supersededSince since when older segments hold records that this one changes or removes; empty if none
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
