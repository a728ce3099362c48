package org.adcache.store.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.adcache.account.Generation;
import org.adcache.encoding.Sha256;
import org.adcache.store.StoreException;
import org.adcache.store.file.StoreProblems;

/**
 * Finished, durable segment that still has its working name.
 *
 * @param segment as the manifest will name it
 */
public record PendingSegment(Path work, Segment segment) {
    /** Finishes a segment. */
    public static PendingSegment finish(
            SegmentWriter writer,
            Path work,
            String name,
            int folding,
            Generation generation,
            Optional<Instant> superseded)
            throws StoreException {
        writer.finish();
        try {
            return new PendingSegment(
                    work,
                    new Segment(
                            name,
                            Sha256.hex(work),
                            writer.records(),
                            Files.size(work),
                            folding,
                            generation,
                            superseded));
        } catch (IOException e) {
            throw StoreProblems.readFailed(work, e);
        }
    }

    /** The segment as a view finds it before it has its final name. */
    public Segment underWorkingName() {
        return new Segment(
                work.getFileName().toString(),
                segment.sha256(),
                segment.records(),
                segment.bytes(),
                segment.folding(),
                segment.generation(),
                segment.supersededSince());
    }

    /** The same segment as part of a generation. */
    public PendingSegment in(Generation generation, Optional<Instant> superseded) {
        return new PendingSegment(
                work,
                new Segment(
                        segment.file(),
                        segment.sha256(),
                        segment.records(),
                        segment.bytes(),
                        segment.folding(),
                        generation,
                        superseded));
    }
}
