package org.adcache.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Audit log, the newest first: {@code /v1/audit}.
 *
 * @param damaged lines of this page that can't be read; absent if there are none
 * @param next where the next page, which is older, starts; absent on the last
 */
public record AuditDocument(List<Entry> items, OptionalInt damaged, Optional<String> next) implements Document {
    public AuditDocument {
        items = List.copyOf(items);
    }

    /**
     * Line of the audit log, without account data.
     *
     * @param from the address that asked; absent on this machine itself
     * @param what for instance {@code integration.disable}
     * @param target the connection or token that it concerns
     * @param count how often, of what is counted
     * @param outcome {@code ok} or the type of the problem
     */
    public record Entry(
            Instant at,
            Who who,
            Optional<String> from,
            String what,
            Optional<String> target,
            OptionalLong count,
            String outcome)
            implements Document {}

    /**
     * Caller.
     *
     * @param kind {@code local}, {@code token}, {@code certificate}, {@code session}; of a sign-in that failed, what
     *     was tried
     * @param id absent if nobody was recognised
     */
    public record Who(String kind, Optional<String> id, Optional<String> name) {}
}
