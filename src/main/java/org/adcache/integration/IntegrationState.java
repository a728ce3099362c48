package org.adcache.integration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/**
 * State of the switch: whether the integration is on, and since when.
 *
 * @param lastWipe receipt of the last wipe, also while it is unfinished
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
    /** What the last wipe could not do yet. */
    public List<WipeReceipt.Pending> pending() {
        return lastWipe.map(WipeReceipt::pending).orElse(List.of());
    }

    IntegrationState on(Instant at, Generation reached) {
        return new IntegrationState(true, epoch, at, lastWipe, higher(reached), false);
    }

    IntegrationState wipeStarted(Instant at, Generation reached, int accounts) {
        return new IntegrationState(
                false, epoch.next(), at, Optional.of(WipeReceipt.started(accounts, at)), higher(reached), true);
    }

    /** This state while its wipe is going on. */
    IntegrationState wiping(WipeReceipt soFar) {
        return new IntegrationState(enabled, epoch, changedAt, Optional.of(soFar), floor, true);
    }

    /** The state after an attempt to finish the wipe. */
    IntegrationState wiped(WipeReceipt receipt, Generation reached) {
        boolean unfinished = !enabled && !receipt.pending().isEmpty();
        return new IntegrationState(enabled, epoch, changedAt, Optional.of(receipt), higher(reached), unfinished);
    }

    private Generation higher(Generation reached) {
        return reached.compareTo(floor) > 0 ? reached : floor;
    }
}
