/**
 * Word index: accounts by prefix and infix of a word, and by words within one edit.
 *
 * <p>{@link org.adcache.index.words.WordIndex} is the entry for prefixes, {@link org.adcache.index.words.InfixMatches}
 * and {@link org.adcache.index.words.FuzzyMatches} for the last two tiers, {@link org.adcache.index.words.ValueIndex}
 * for whole values. {@link org.adcache.index.words.SearchWords} computes the indexed words of an account.
 *
 * <p>Not here: how text is folded ({@code analysis}) and which hit is better ({@code lookup}).
 */
@NullMarked
package org.adcache.index.words;

import org.jspecify.annotations.NullMarked;
