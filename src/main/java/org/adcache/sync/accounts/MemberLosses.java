package org.adcache.sync.accounts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.store.AttributeCounts;
import org.adcache.store.DraftChanges.AttributeLoss;

/**
 * Counter of the groups that had members and are shown without any, in the whole connection and in each container. No
 * feed reports that a membership has expired, but if most groups are empty at once, the right to read them was lost.
 */
public final class MemberLosses {
    private static final AttributeCounts.Key KEY = new AttributeCounts.Key(AccountType.GROUP, AttributeCounts.MEMBER);

    private final Map<Optional<String>, Tally> places = new HashMap<>();

    private static final class Tally {
        private int had;
        private int lost;
    }

    /**
     * Counts a group.
     *
     * @param before as it is cached
     * @param isReported whether a feed reported it, so that there is a reason for what it has lost
     */
    public void compare(Account before, Account now, boolean isReported) {
        if (before.members().isEmpty()) {
            return;
        }
        boolean lost = now.members().isEmpty() && !isReported;
        count(Optional.empty(), lost);
        before.distinguishedName().containerKeys().forEach(container -> count(Optional.of(container), lost));
    }

    private void count(Optional<String> place, boolean lost) {
        Tally tally = places.computeIfAbsent(place, any -> new Tally());
        tally.had++;
        tally.lost += lost ? 1 : 0;
    }

    /** Where most groups have lost their members: the whole connection first, if it is so there. */
    public List<AttributeLoss> ofMost() {
        List<AttributeLoss> losses = new ArrayList<>();
        places.forEach((place, tally) -> losses.add(new AttributeLoss(place, KEY, tally.had, tally.lost)));
        losses.removeIf(loss -> !loss.isOfMost());
        losses.sort(AttributeLoss.WIDEST_FIRST);
        return losses.stream().limit(AttributeLoss.MOST).toList();
    }
}
