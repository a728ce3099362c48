package org.adcache.sync;

import java.time.Duration;

/**
 * When a connection's cycles run and when their result is not applied unasked.
 *
 * @param shrinkLimit part of the accounts, 0 to 1, that one cycle may remove
 * @param timeout for a whole cycle
 */
public record SyncConfig(Duration every, Duration reconcileEvery, double shrinkLimit, Duration timeout) {}
