package org.adcache.lookup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.AccountView;
import org.adcache.budget.QuestionBound;

/** Verdicts for each address, in order, or the reason why there are none. */
public sealed interface MatchAnswer {
    Freshness freshness();

    /**
     * Recipients are computed as they are read: a million explained verdicts would not fit in memory at once. Reading
     * throws a {@link java.util.concurrent.CancellationException} once what was asked isn't served any more.
     */
    record Matched(Freshness freshness, List<Recipient> recipients) implements MatchAnswer {}

    record Unavailable(Freshness freshness, UnknownReason reason) implements MatchAnswer {}

    /**
     * Verdicts for one address.
     *
     * @param verdicts by condition id, in the order of the question
     * @param paths by condition id, for conditions that hold, if an explanation is requested: the account that owns
     *     the address, then group after group to the one of the condition
     * @param bounds by condition id, the bound because of which a verdict is unknown
     * @param reasons by condition id, why else a verdict is unknown
     * @param pathsLeftOut whether {@code paths} lacks some, because of a bound
     */
    record Recipient(
            String address,
            Map<String, Verdict> verdicts,
            Optional<Map<String, List<AccountView>>> paths,
            Map<String, QuestionBound> bounds,
            Map<String, Reason> reasons,
            boolean pathsLeftOut) {
        /** Verdicts within all bounds. */
        public Recipient(
                String address, Map<String, Verdict> verdicts, Optional<Map<String, List<AccountView>>> paths) {
            this(address, verdicts, paths, Map.of(), Map.of(), false);
        }
    }

    /** Reason why a verdict is unknown. */
    enum Reason {
        NO_SUCH_ACCOUNT,
        NO_SUCH_GROUP,
        NO_SUCH_CONTAINER,
        /** The group lists, directly or through others, what is no cached account and may contain the owner. */
        INCOMPLETE_GROUP,
        /** The group is dynamic or contains a dynamic group. */
        DYNAMIC_GROUP,
        /** The service account may not read an attribute that decides. */
        ATTRIBUTE_UNREADABLE,
        /** The copy of a connection is missing or too old. */
        CONNECTION_UNUSABLE
    }
}
