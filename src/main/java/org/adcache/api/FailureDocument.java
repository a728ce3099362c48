package org.adcache.api;

import java.time.Instant;

/** Failure of a connection: since when its cycles have failed, and the newest problem. */
public record FailureDocument(Instant at, String type, String detail, String remedy) {}
