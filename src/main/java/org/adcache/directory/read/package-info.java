/**
 * Reads of accounts over a bound connection: paged searches, ranged values, entries to accounts.
 *
 * <p>{@link org.adcache.directory.read.AccountRead} is the entry; {@link org.adcache.directory.read.AccountMapper}
 * decides what an entry means. Attribute names of AD are spelled out here.
 *
 * <p>Not here: what changed since when ({@code feed}).
 */
@NullMarked
package org.adcache.directory.read;

import org.jspecify.annotations.NullMarked;
