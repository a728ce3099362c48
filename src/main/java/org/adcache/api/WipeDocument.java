package org.adcache.api;

import java.time.Instant;

/** Receipt of a wipe, without personal data. */
public record WipeDocument(int accounts, int files, long bytes, Instant startedAt, Instant finishedAt) {}
