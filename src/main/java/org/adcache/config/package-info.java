/**
 * Reads the configuration file into the records that the other packages declare.
 *
 * <p>{@link org.adcache.config.ConfigReader} is the entry point: {@code new ConfigReader(System.getenv()).read(file)}
 * gives an {@link org.adcache.config.AdcacheConfig}, or an {@link org.adcache.config.InvalidConfigException} with
 * every problem at once: {@code adcache.conf:12: adcache.http.prot: there is no such key. Did you mean "port"?}
 *
 * <p>A {@code Section} is one block of the file; its known keys are those that were read from it, so each key is
 * declared once, where it is read. A {@code Form} is the form of a value.
 *
 * <p>Not here: the records themselves, and what is done with them.
 */
@NullMarked
package org.adcache.config;

import org.jspecify.annotations.NullMarked;
