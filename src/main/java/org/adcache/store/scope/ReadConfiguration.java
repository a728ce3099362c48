package org.adcache.store.scope;

/**
 * The part of a connection's configuration that decides what a cycle reads.
 *
 * @param digest of all settings and files that take part, to notice that one of them has changed
 */
public record ReadConfiguration(String digest, ReadScope scope) {}
