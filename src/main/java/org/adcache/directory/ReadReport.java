package org.adcache.directory;

/**
 * Counts of one complete read.
 *
 * @param accounts passed to the sink
 * @param ignoredAddresses values of the e-mail attributes that are not usable addresses
 */
public record ReadReport(int accounts, int ignoredAddresses) {}
