/**
 * Routes built for thousands of requests per second: lookup, match and suggest.
 *
 * <p>Their answers are serialized by hand, straight to bytes (docs/decisions/json-writer.md); {@link
 * org.adcache.http.query.AccountJson} is the only serializer of accounts.
 *
 * <p>Not here: searching and ranking ({@code lookup}).
 */
@NullMarked
package org.adcache.http.query;

import org.jspecify.annotations.NullMarked;
