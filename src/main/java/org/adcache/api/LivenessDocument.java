package org.adcache.api;

/** Answer of {@code GET /livez}. */
public record LivenessDocument(boolean live) implements Document {}
