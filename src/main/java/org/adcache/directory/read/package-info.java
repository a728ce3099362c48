/**
 * Reads of accounts over a bound connection: paged searches, ranged retrieval, mapping of entries to accounts.
 *
 * <p>{@link org.adcache.directory.read.AccountRead} is the entry type; {@link
 * org.adcache.directory.read.AccountMapper} interprets an entry. AD's attribute names are written out here.
 *
 * <p>Not here: detecting changes ({@code feed}).
 */
@NullMarked
package org.adcache.directory.read;

import org.jspecify.annotations.NullMarked;
