/**
 * The word index: which accounts have a word with some prefix, infix, or within one edit.
 *
 * <p>{@link org.adcache.index.words.WordIndex} is the entry for prefixes, {@link org.adcache.index.words.InfixMatches}
 * and {@link org.adcache.index.words.FuzzyMatches} for the last tiers, {@link org.adcache.index.words.ValueIndex} for
 * whole values. {@link org.adcache.index.words.SearchWords} computes what is indexed of an account.
 *
 * <p>Not here: how text is folded ({@code analysis}) and which hit is better ({@code lookup}).
 */
@NullMarked
package org.adcache.index.words;

import org.jspecify.annotations.NullMarked;
