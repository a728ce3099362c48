package org.adcache.integration;

import java.time.Instant;

/**
 * Receipt of a wipe, without personal data.
 *
 * @param bytes of file content deleted
 */
public record WipeReceipt(int accounts, int files, long bytes, Instant startedAt, Instant finishedAt) {}
