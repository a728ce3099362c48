/**
 * Sets of accounts that cycles work with: those to compare with a list, a sample for the trial of a feed, and the recent
 * changes that another domain controller may not know.
 *
 * <p>Not here: the accounts themselves ({@code store}), and what is done with a set ({@code sync}).
 */
@NullMarked
package org.adcache.sync.accounts;

import org.jspecify.annotations.NullMarked;
