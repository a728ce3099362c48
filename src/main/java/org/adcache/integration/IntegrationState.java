package org.adcache.integration;

import java.time.Instant;
import java.util.Optional;
import org.adcache.account.Epoch;

/** Whether the integration is on, and since when. */
public record IntegrationState(boolean enabled, Epoch epoch, Instant changedAt, Optional<WipeReceipt> lastWipe) {}
