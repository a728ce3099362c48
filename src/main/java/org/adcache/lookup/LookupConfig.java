package org.adcache.lookup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.budget.QuestionBound;

/**
 * Age limits of answers, the connections whose copies make a miss certain, and the bounds of questions.
 *
 * @param maxAge older answers are stale
 * @param unknownAfter older copies are not usable; empty: never
 * @param connections every configured connection with its domain as configured (NetBIOS name guessed from its first
 *     label until the directory was read)
 * @param questions the limits of questions that differ from the default ones
 */
public record LookupConfig(
        Duration maxAge,
        Optional<Duration> unknownAfter,
        Map<ConnectionId, Domain> connections,
        Map<QuestionBound, Long> questions) {
    public LookupConfig {
        connections = Map.copyOf(connections);
        questions = Map.copyOf(questions);
    }

    /** With the default bounds of questions. */
    public LookupConfig(Duration maxAge, Optional<Duration> unknownAfter, Map<ConnectionId, Domain> connections) {
        this(maxAge, unknownAfter, connections, Map.of());
    }
}
