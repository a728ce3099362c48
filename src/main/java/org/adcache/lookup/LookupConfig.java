package org.adcache.lookup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.budget.QuestionBound;
import org.adcache.store.scope.ReadScope;

/**
 * Age limits of answers, the connections whose copies make a miss certain, and the bounds of questions.
 *
 * @param maxAge older answers are stale
 * @param unknownAfter older copies are not usable; empty: never
 * @param connections every configured connection with its domain as configured (NetBIOS name guessed from its first
 *     label until the directory was read)
 * @param questions the limits of questions that differ from the default ones
 * @param scopes what each connection is configured to read; one without is served as it was read
 */
public record LookupConfig(
        Duration maxAge,
        Optional<Duration> unknownAfter,
        Map<ConnectionId, Domain> connections,
        Map<QuestionBound, Long> questions,
        Map<ConnectionId, ReadScope> scopes) {
    public LookupConfig {
        connections = Map.copyOf(connections);
        questions = Map.copyOf(questions);
        scopes = Map.copyOf(scopes);
    }

    /** Without scopes. */
    public LookupConfig(
            Duration maxAge,
            Optional<Duration> unknownAfter,
            Map<ConnectionId, Domain> connections,
            Map<QuestionBound, Long> questions) {
        this(maxAge, unknownAfter, connections, questions, Map.of());
    }

    /** With the default bounds of questions. */
    public LookupConfig(Duration maxAge, Optional<Duration> unknownAfter, Map<ConnectionId, Domain> connections) {
        this(maxAge, unknownAfter, connections, Map.of());
    }
}
