/**
 * What an administrator wants to see of one account, and which keys several accounts have.
 *
 * <p>{@link org.adcache.lookup.detail.DetailFinder} reads one generation: an account with all its groups and the way to
 * each, and the keys with several owners.
 *
 * <pre>{@code
 * AccountDetail detail = lookup.detail(guid);
 * }</pre>
 *
 * <p>Not here: what is asked for every message or keystroke.
 */
@NullMarked
package org.adcache.lookup.detail;

import org.jspecify.annotations.NullMarked;
