package org.adcache.store;

/** What a wipe deleted. */
public record WipeReport(int accounts, int files, long bytes) {}
