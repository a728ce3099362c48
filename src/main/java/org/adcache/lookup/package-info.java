/**
 * Questions on one snapshot: find, match, suggest and explain.
 *
 * <p>{@link org.adcache.lookup.Lookup} holds the one volatile reference to what is served, or to nothing while the
 * integration is off. Every answer is from one generation, says how old it is, and keeps three outcomes apart: found, not
 * found, and unknown, when a copy is missing or too old. A small change is laid over the index there is; when these changes
 * have become many, a new index is built in the background:
 *
 * <pre>{@code
 * Lookup lookup = new Lookup(config, Clock.systemUTC(), workers);
 * lookup.serve(store.current());
 * Answer answer = lookup.find(List.of("jo@corp.example"), Optional.empty()).answers().get(0);
 * }</pre>
 */
@NullMarked
package org.adcache.lookup;

import org.jspecify.annotations.NullMarked;
