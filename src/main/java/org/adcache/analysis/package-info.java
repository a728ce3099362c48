/**
 * Text analysis: folding of names and division into words, the same for indexed text and for queries.
 *
 * <p>{@link org.adcache.analysis.Folding} computes the variants of a text, {@link org.adcache.analysis.Word} splits it
 * into words, {@link org.adcache.analysis.WordPrefix} locates a query prefix in the original text,
 * {@link org.adcache.analysis.EditDistance} tests whether two words are one edit apart:
 *
 * <pre>{@code
 * Folding.whole("Müller")   // muller, muller, mueller, muller
 * }</pre>
 *
 * <p>Not here: accounts, postings, tiers. The only state is a cache of transliterated letters. ICU4J is used here
 * only, and loaded when a text first needs it.
 */
@NullMarked
package org.adcache.analysis;

import org.jspecify.annotations.NullMarked;
