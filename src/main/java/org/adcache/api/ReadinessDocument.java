package org.adcache.api;

import java.util.List;
import java.util.Optional;

/**
 * Answer of {@code GET /readyz}.
 *
 * @param checks its conditions, with {@code verbose}
 */
public record ReadinessDocument(boolean ready, Optional<List<Check>> checks) implements Document {
    /** One condition of readiness, without host names. */
    public record Check(String id, boolean ok) {}
}
