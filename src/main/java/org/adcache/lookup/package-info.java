/**
 * Queries on one snapshot: find, match, suggest and explain.
 *
 * <p>{@link org.adcache.lookup.Lookup} holds the only reference to the served state, which is off while the
 * integration is disabled. Every answer is from one generation, carries its age, and keeps three outcomes apart:
 * found, not found, and unknown, when a copy is missing or too old. Small changes are an overlay on the index; when
 * the overlay has grown or is old, a new base is built in the background:
 *
 * <pre>{@code
 * Lookup lookup = new Lookup(config, Clock.systemUTC(), workers);
 * lookup.serve(store.current());
 * LookupResult result = lookup.find(List.of("jo@corp.example"), Optional.empty()).answers().get(0);
 * }</pre>
 *
 * <p>This package has the questions and answers, {@code suggest} and {@code match} the algorithms.
 *
 * <p>Not here: JSON, callers, and anything that blocks.
 */
@NullMarked
package org.adcache.lookup;

import org.jspecify.annotations.NullMarked;
