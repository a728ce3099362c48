package org.adcache.lookup;

import java.time.Duration;
import java.time.Instant;
import org.adcache.index.Snapshot;

/**
 * When what lies over a base is worth a new base. When it has grown much: each publication lays it over anew, so it
 * costs all of them; that of a changed membership is a tenth of a changed account's. And when something lies over it
 * for half a day: a base is left on disk, and nobody who was removed may be there for longer than a day.
 *
 * @param least up to so many changed accounts never, but for their age
 * @param share of the base's accounts, one in so many
 * @param most beyond so many changed accounts always
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
