package org.adcache.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Result of a cycle, held for a decision.
 *
 * @param removedSample some of the accounts to be removed
 */
public record HeldDocument(
        Instant heldAt,
        String type,
        String detail,
        String remedy,
        int added,
        int changed,
        int removed,
        Optional<SecondOpinionDocument> secondOpinion,
        List<AccountDocument> removedSample) {
    public HeldDocument {
        removedSample = List.copyOf(removedSample);
    }
}
