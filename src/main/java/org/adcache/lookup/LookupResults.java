package org.adcache.lookup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Results for several keys, in their order, all from one generation.
 *
 * @param unavailable the reason why no copy at all can be used; empty if one can
 * @param at the moment at which the accounts are expired or not
 */
public record LookupResults(
        Freshness freshness, Optional<UnknownReason> unavailable, List<LookupResult> answers, Instant at) {}
