/**
 * Searches in the simulated directory: filters compiled to conditions, what the client may see, the walk over
 * positions.
 *
 * <p>{@link org.adcache.demo.search.FilterCompiler} compiles, {@link org.adcache.demo.search.Walk} finds, through the
 * {@link org.adcache.demo.search.Replica} of one domain controller.
 *
 * <p>Not here: controls and messages of the protocol ({@code ldap}).
 */
@NullMarked
package org.adcache.demo.search;

import org.jspecify.annotations.NullMarked;
