package org.adcache.lookup;

import org.adcache.index.Snapshot;

/**
 * When what lies over a base has grown so much that a new base is worth its cost. Each publication lays it over anew, so it
 * costs all of them; that of a changed membership is a tenth of a changed account's.
 *
 * @param least up to so many changed accounts never
 * @param share of the base's accounts, one in so many
 * @param most beyond so many changed accounts always
 */
record RebuildRule(int least, int share, int most) {
    static final RebuildRule MEASURED = new RebuildRule(500, 50, 20_000);

    boolean asksFor(Snapshot snapshot) {
        int changed = snapshot.changedAccounts() + snapshot.changedMemberships() / 10;
        return changed > Math.max(least, Math.min(most, snapshot.baseSize() / share));
    }
}
