package org.adcache.api;

/** Decision on a held result: {@code POST /v1/sync/held/{connection}}. */
public record DecisionDocument(String connection, boolean applied, int added, int changed, int removed)
        implements Document {}
