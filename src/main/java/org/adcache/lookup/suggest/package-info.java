/**
 * Suggestions: the parsed query, the search through the tiers, the ranges to highlight.
 *
 * <p>{@link org.adcache.lookup.suggest.Suggester} finds, {@link org.adcache.lookup.suggest.Highlighter} marks. What is
 * cached here is cached for one base or one generation.
 *
 * <p>Not here: which accounts the caller may be offered, and how an answer is written.
 */
@NullMarked
package org.adcache.lookup.suggest;

import org.jspecify.annotations.NullMarked;
