/**
 * Questions on one snapshot: find, match, suggest and explain.
 *
 * <p>{@link org.adcache.lookup.Lookup} holds the one volatile reference to what is served, or to nothing while the
 * integration is off. Every answer is from one generation, carries its age, and keeps three outcomes apart: found, not
 * found, and unknown, when a copy is missing or too old. A small change is an overlay on the index; when the overlay
 * has grown, a new index is built in the background:
 *
 * <pre>{@code
 * Lookup lookup = new Lookup(config, Clock.systemUTC(), workers);
 * lookup.serve(store.current());
 * LookupResult result = lookup.find(List.of("jo@corp.example"), Optional.empty()).answers().get(0);
 * }</pre>
 *
 * <p>Questions and answers are here, the algorithms in {@code suggest} and {@code match}.
 *
 * <p>Not here: JSON, callers, and anything that blocks.
 */
@NullMarked
package org.adcache.lookup;

import org.jspecify.annotations.NullMarked;
