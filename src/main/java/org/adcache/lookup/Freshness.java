package org.adcache.lookup;

import java.time.Instant;
import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/**
 * Age of an answer; part of every answer.
 *
 * @param asOf start of the last successful cycle, the oldest of the connections that ever had one; empty if none had
 * @param stale whether any configured connection's copy is older than max-age, or missing
 */
public record Freshness(Generation generation, Optional<Instant> asOf, boolean stale, Epoch epoch) {}
