/**
 * Objects that real domains have beside people, added to the simulated directory on request: those of Exchange, trusts,
 * managed accounts, Builtin.
 *
 * <p>{@link org.adcache.demo.population.Population} is the list; each adds its objects through {@code
 * DirectoryChanges} before the servers start:
 *
 * <pre>
 *   SimulatedDirectoryConfig.in(folder).withPopulations(Population.EXCHANGE, Population.BUILTIN)
 * </pre>
 *
 * <p>Not here: the generated people ({@code people}).
 */
@NullMarked
package org.adcache.demo.population;

import org.jspecify.annotations.NullMarked;
