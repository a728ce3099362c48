package org.adcache.store;

import java.time.Instant;
import org.adcache.account.Domain;

/**
 * What a committed generation says of one connection.
 *
 * @param asOf start of the last successful cycle
 * @param counts accounts by type
 * @param ignoredAddresses values of e-mail attributes in the last full read that were no usable address
 */
public record ConnectionState(Domain domain, Instant asOf, AccountCounts counts, int ignoredAddresses) {}
