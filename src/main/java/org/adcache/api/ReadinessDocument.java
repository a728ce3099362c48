package org.adcache.api;

import java.util.List;
import java.util.Optional;

/**
 * Answer of {@code GET /readyz}.
 *
 * @param checks its conditions, with {@code verbose}
 */
public record ReadinessDocument(boolean ready, Optional<List<ReadinessCheck>> checks) implements Document {
    /**
     * One condition of readiness, without host names.
     *
     * @param detail why it is met, if that isn't obvious
     */
    public record ReadinessCheck(String id, boolean ok, Optional<String> detail) {}
}
