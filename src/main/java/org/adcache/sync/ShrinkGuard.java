package org.adcache.sync;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adcache.account.AccountType;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.DraftChanges;

/**
 * Guard against accidental mass removals. With lost read rights the search succeeds and returns little or nothing. A
 * domain controller's agreement proves nothing, because rights replicate.
 */
final class ShrinkGuard {
    private static final int ALWAYS_ALLOWED = 50;
    /** Minimum number of accounts that had an attribute for its loss to be no coincidence. */
    private static final int REMARKABLE = 10;

    private static final String LOST_ACCOUNTS =
            "Check that the service account can still read the search base; then apply the result if the accounts were"
                    + " really removed, or drop it.";
    private static final String LOST_VALUES =
            "Check that the service account can still read this attribute (\"adcache doctor\", stage attributes); then"
                    + " apply the result if the values were really removed, or drop it.";

    private final double shrinkLimit;
    private final Set<AccountType> types;
    private final Set<String> attributes;

    /**
     * Creates the guard of one connection.
     *
     * @param types the configured types; losing another type is no accident
     * @param attributes the configured attributes, likewise
     */
    ShrinkGuard(double shrinkLimit, Set<AccountType> types, Set<String> attributes) {
        this.shrinkLimit = shrinkLimit;
        this.types = types;
        this.attributes = attributes;
    }

    /**
     * The reason not to apply these changes automatically; empty if they may be.
     *
     * @param deleted removed accounts that were seen as readable tombstones, and so were really deleted, or that the
     *     configuration no longer includes
     */
    Optional<Problem> objection(DraftChanges changes, AccountCounts deleted) {
        int before = total(changes.before()) - total(deleted);
        int removed = total(changes.removedByType()) - total(deleted);
        if (changes.after().total() == 0 && before > 0) {
            return held(
                    ProblemType.RESULT_EMPTY,
                    "The directory returned no account at all, where " + before + " are cached.",
                    LOST_ACCOUNTS);
        }
        if (removed > Math.max(ALWAYS_ALLOWED, shrinkLimit * before) || removed * 2L > before) {
            return held(
                    ProblemType.RESULT_SHRUNKEN,
                    "The result lacks " + removed + " of " + before + " accounts.",
                    LOST_ACCOUNTS);
        }
        String vanished = types.stream()
                .filter(type -> changes.before().of(type) > deleted.of(type)
                        && changes.after().of(type) == 0)
                .sorted()
                .map(type -> type.label() + "s")
                .collect(Collectors.joining(" and "));
        if (!vanished.isEmpty()) {
            return held(ProblemType.RESULT_LACKS_TYPE, "The result has no " + vanished + " any more.", LOST_ACCOUNTS);
        }
        return lostAttribute(changes).or(() -> lostByMost(changes));
    }

    /**
     * Objects if most of the accounts that had an attribute lost it, in the connection or in one container. What a feed
     * reported isn't compared here: a full read finds what no feed did, of which there should be little.
     */
    private Optional<Problem> lostByMost(DraftChanges changes) {
        return changes.losses().stream()
                .filter(loss -> attributes.contains(loss.key().attribute())
                        || AttributeCounts.PARTIAL.contains(loss.key().attribute()))
                .filter(DraftChanges.AttributeLoss::isOfMost)
                .findFirst()
                .flatMap(loss -> held(ProblemType.RESULT_LACKS_ATTRIBUTE, sentence(loss), LOST_VALUES));
    }

    private static String sentence(DraftChanges.AttributeLoss loss) {
        return String.format(
                Locale.ROOT,
                "Of %d %ss%s that had %s, %d have lost it, and no change feed reported why.",
                loss.had(),
                loss.key().type().label(),
                loss.container().map(name -> " in " + name).orElse(""),
                loss.key().attribute(),
                loss.lost());
    }

    /** Objects if an attribute that enough accounts had is gone from all, although the accounts still exist. */
    private Optional<Problem> lostAttribute(DraftChanges changes) {
        String lost = changes.attributesBefore().counts().entrySet().stream()
                .filter(entry -> attributes.contains(entry.getKey().attribute()))
                .filter(entry -> changes.attributesAfter().of(entry.getKey()) == 0)
                .filter(entry -> entry.getValue()
                                - changes.removedByType().of(entry.getKey().type())
                        >= REMARKABLE)
                .map(entry -> entry.getKey().attribute() + " (" + entry.getValue() + " "
                        + entry.getKey().type().label() + "s had it)")
                .collect(Collectors.joining(" and "));
        return lost.isEmpty()
                ? Optional.empty()
                : held(
                        ProblemType.RESULT_LACKS_ATTRIBUTE,
                        "No account in the result has " + lost + " any more.",
                        LOST_VALUES);
    }

    private int total(AccountCounts counts) {
        return Arrays.stream(AccountType.values())
                .filter(types::contains)
                .mapToInt(counts::of)
                .sum();
    }

    private static Optional<Problem> held(ProblemType type, String detail, String remedy) {
        return Optional.of(new Problem(type, detail, remedy));
    }
}
