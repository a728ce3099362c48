package org.adcache.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Line of the audit log: an administrator's change, without account data.
 *
 * @param actor the token's id, or {@code local}
 * @param name the token's name
 * @param target the connection or token that it concerns
 * @param outcome {@code ok} or the type of the problem
 */
public record AuditEntry(
        Instant at, String actor, Optional<String> name, String action, Optional<String> target, String outcome)
        implements Document {}
