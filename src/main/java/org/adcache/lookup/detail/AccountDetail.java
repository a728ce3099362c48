package org.adcache.lookup.detail;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.AccountView;
import org.adcache.budget.QuestionBound;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.UnknownReason;

/** What is known of one account. */
public sealed interface AccountDetail {
    Freshness freshness();

    /**
     * The account.
     *
     * @param groups all that are known to have it as a member, nested and primary ones too, the nearest first
     * @param doubts why it may be in further groups; empty if these are all
     * @param bounds the bounds because of which groups are left out
     * @param stored names of what is stored of it
     * @param unchangedSince a moment since which the copy of it is the same; empty if none is known
     * @param at the moment of the answer
     */
    record Found(
            Freshness freshness,
            AccountView account,
            List<GroupPath> groups,
            Set<MatchAnswer.Reason> doubts,
            Set<QuestionBound> bounds,
            List<String> stored,
            Optional<Instant> unchangedSince,
            Instant at)
            implements AccountDetail {
        public Found {
            groups = List.copyOf(groups);
            doubts = doubts.isEmpty() ? Set.of() : EnumSet.copyOf(doubts);
            bounds = bounds.isEmpty() ? Set.of() : EnumSet.copyOf(bounds);
            stored = List.copyOf(stored);
        }

        /** Whether the account is in no other group of the copies. */
        public boolean isComplete() {
            return doubts.isEmpty() && bounds.isEmpty();
        }
    }

    /** Complete copies of all connections have no such account. */
    record NotFound(Freshness freshness) implements AccountDetail {}

    /** The copies can't tell. */
    record Unknown(Freshness freshness, UnknownReason reason) implements AccountDetail {}
}
