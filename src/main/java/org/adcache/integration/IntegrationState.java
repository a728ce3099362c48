package org.adcache.integration;

import java.time.Instant;
import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/**
 * Whether the integration is on, and since when.
 *
 * @param lastWipe receipt of the last wipe that was finished
 * @param floor no generation up to this one is used again
 * @param wiping whether a wipe was begun and not finished
 */
public record IntegrationState(
        boolean enabled,
        Epoch epoch,
        Instant changedAt,
        Optional<WipeReceipt> lastWipe,
        Generation floor,
        boolean wiping) {
    IntegrationState on(Instant at) {
        return new IntegrationState(true, epoch, at, lastWipe, floor, false);
    }

    IntegrationState wipeStarted(Instant at, Generation reached) {
        return new IntegrationState(false, epoch.next(), at, Optional.empty(), reached, true);
    }

    IntegrationState wipeDone(WipeReceipt receipt, Generation reached) {
        Generation highest = reached.compareTo(floor) > 0 ? reached : floor;
        return new IntegrationState(false, epoch, changedAt, Optional.of(receipt), highest, false);
    }
}
