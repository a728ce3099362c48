package org.adcache.sync;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adcache.account.AccountType;
import org.adcache.account.Problem;
import org.adcache.store.AccountCounts;
import org.adcache.store.DraftChanges;

/**
 * Tells a result that looks like an accident from one that may be applied. Lost read rights look like this: the search
 * succeeds and returns little or nothing. A domain controller's agreement proves nothing, because rights replicate.
 */
final class ShrinkGuard {
    private static final int ALWAYS_ALLOWED = 50;
    private static final String REMEDY =
            "Check that the service account can still read the search base; then apply the result if the accounts were"
                    + " really removed, or drop it.";

    private final double shrinkLimit;
    private final Set<AccountType> types;

    ShrinkGuard(double shrinkLimit, Set<AccountType> types) {
        this.shrinkLimit = shrinkLimit;
        this.types = types;
    }

    /** Why these changes are not applied unasked; empty if they are. */
    Optional<Problem> objection(DraftChanges changes) {
        int before = total(changes.before());
        int removed = total(changes.removedByType());
        if (changes.after().total() == 0 && before > 0) {
            return held("result-empty", "The directory returned no account at all, where " + before + " are cached.");
        }
        if (removed > Math.max(ALWAYS_ALLOWED, shrinkLimit * before) || removed * 2L > before) {
            return held("result-shrunken", "The result lacks " + removed + " of " + before + " accounts.");
        }
        String vanished = types.stream()
                .filter(type -> changes.before().of(type) > 0 && changes.after().of(type) == 0)
                .sorted()
                .map(type -> type.label() + "s")
                .collect(Collectors.joining(" and "));
        return vanished.isEmpty()
                ? Optional.empty()
                : held("result-lacks-type", "The result has no " + vanished + " any more.");
    }

    private int total(AccountCounts counts) {
        return Arrays.stream(AccountType.values())
                .filter(types::contains)
                .mapToInt(counts::of)
                .sum();
    }

    private static Optional<Problem> held(String type, String detail) {
        return Optional.of(new Problem(type, detail, REMEDY));
    }
}
