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
     * @param pathsLeftOut whether {@code paths} lacks some, because of a bound
     */
    record Recipient(
            String address,
            Map<String, Verdict> verdicts,
            Optional<Map<String, List<AccountView>>> paths,
            Map<String, QuestionBound> bounds,
            boolean pathsLeftOut) {
        /** Verdicts within all bounds. */
        public Recipient(
                String address, Map<String, Verdict> verdicts, Optional<Map<String, List<AccountView>>> paths) {
            this(address, verdicts, paths, Map.of(), false);
        }
    }
}
