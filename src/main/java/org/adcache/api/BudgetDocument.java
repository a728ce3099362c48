package org.adcache.api;

/**
 * Limit of the configuration, in the status.
 *
 * @param key its key in the configuration
 * @param inUse how much of it is used now; 0 for a limit on each single thing
 * @param refused how often it refused something since the start
 */
public record BudgetDocument(String key, long limit, long inUse, long refused) {}
