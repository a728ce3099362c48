package org.adcache.budget;

/**
 * Reading of a {@link Budget}.
 *
 * @param key its name in the configuration
 * @param inUse the amount in use now
 * @param refused how often it refused since the start
 */
public record BudgetReading(String key, long limit, long inUse, long refused) {}
