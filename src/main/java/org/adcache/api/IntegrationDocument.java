package org.adcache.api;

import java.time.Instant;
import java.util.Optional;

/**
 * State of the switch: {@code /v1/integration}, and the event {@code integration}.
 *
 * @param lastWipe receipt of the last wipe, also while it is unfinished
 */
public record IntegrationDocument(boolean enabled, long epoch, Instant changedAt, Optional<WipeDocument> lastWipe)
        implements Document {}
