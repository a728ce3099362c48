/**
 * Conditions of message rules, tested for many addresses at once.
 *
 * <p>{@link org.adcache.lookup.match.Matcher} is the entry. A {@link org.adcache.lookup.match.CompiledCondition} is
 * compiled once per generation; an {@link org.adcache.lookup.match.Owner} computes once what several conditions need.
 *
 * <p>Not here: the form of a condition on the wire.
 */
@NullMarked
package org.adcache.lookup.match;

import org.jspecify.annotations.NullMarked;
