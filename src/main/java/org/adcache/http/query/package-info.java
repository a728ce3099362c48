/**
 * The routes that are asked thousands of times a second: lookup, match and suggest.
 *
 * <p>Their answers are written by hand, straight to bytes (docs/decisions/json-writer.md); {@link
 * org.adcache.http.query.AccountJson} is the JSON of an account everywhere.
 *
 * <p>Not here: searching and ranking ({@code lookup}).
 */
@NullMarked
package org.adcache.http.query;

import org.jspecify.annotations.NullMarked;
