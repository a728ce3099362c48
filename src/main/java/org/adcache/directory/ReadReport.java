package org.adcache.directory;

/**
 * What a whole read saw.
 *
 * @param accounts handed to the sink
 * @param ignoredAddresses values of the e-mail attributes that are no usable address
 */
public record ReadReport(int accounts, int ignoredAddresses) {}
