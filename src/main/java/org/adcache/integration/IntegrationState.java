package org.adcache.integration;

import java.time.Instant;
import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/**
 * State of the switch: whether the integration is on, and since when.
 *
 * @param lastWipe receipt of the last finished wipe
 * @param floor no generation up to this one is used again
 * @param wiping whether a wipe was started and not finished
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
