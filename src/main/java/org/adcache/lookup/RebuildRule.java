package org.adcache.lookup;

import java.time.Duration;
import java.time.Instant;
import org.adcache.index.Snapshot;

/**
 * Threshold at which an overlay is replaced by a new base. By size: each publication overlays all changes again; a
 * changed membership costs a tenth of a changed account. By age: any overlay is folded into a new base after half a
 * day, because the base is saved on disk, where a removed account must not persist for longer than a day.
 *
 * @param least up to this number of changed accounts no rebuild by size
 * @param share divisor of the base's accounts: a rebuild beyond one changed account in so many
 * @param most beyond this number of changed accounts always a rebuild
 */
record RebuildRule(int least, int share, int most) {
    static final RebuildRule MEASURED = new RebuildRule(500, 50, 20_000);

    private static final Duration LONGEST = Duration.ofHours(12);

    boolean asksFor(Serving serving, Instant now) {
        Snapshot snapshot = serving.snapshot();
        int changed = snapshot.changedAccounts() + snapshot.changedMemberships() / 10;
        boolean overdue = snapshot.changedAccounts() > 0
                && !serving.baseAsOf().plus(LONGEST).isAfter(now);
        return overdue || changed > Math.max(least, Math.min(most, snapshot.baseSize() / share));
    }
}
