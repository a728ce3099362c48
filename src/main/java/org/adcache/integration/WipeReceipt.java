package org.adcache.integration;

import java.time.Instant;

/** Proof of a wipe, without personal data; bytes of file content deleted. */
public record WipeReceipt(int accounts, int files, long bytes, Instant startedAt, Instant finishedAt) {}
