/**
 * Suggestions: query parser, search through the tiers, highlighting.
 *
 * <p>{@link org.adcache.lookup.suggest.Suggester} finds, {@link org.adcache.lookup.suggest.Highlighter} highlights.
 * Caches belong to one base, one generation or one epoch.
 *
 * <p>Not here: which accounts may be offered, and how an answer is written.
 */
@NullMarked
package org.adcache.lookup.suggest;

import org.jspecify.annotations.NullMarked;
