/**
 * Text analysis: how names are folded and divided into words, the same for what is indexed and for a query.
 *
 * <p>{@link org.adcache.analysis.Folding} gives the variants of a word, {@link org.adcache.analysis.Word} the words of
 * a text, {@link org.adcache.analysis.WordPrefix} the part of an original text that a typed prefix covers, {@link
 * org.adcache.analysis.EditDistance} says whether two words are one edit apart:
 *
 * <pre>{@code
 * Folding.variants("Müller")   // muller, mueller
 * }</pre>
 *
 * <p>Not here: accounts, postings, tiers. Nothing in this room has state; ICU4J is used here only, and loaded when a
 * text first needs it.
 */
@NullMarked
package org.adcache.analysis;

import org.jspecify.annotations.NullMarked;
