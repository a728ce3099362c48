/**
 * Reads the configuration file into the records that the other packages declare.
 *
 * <p>{@link org.adcache.config.ConfigReader} is the way in: {@code new ConfigReader(System.getenv()).read(file)} gives
 * an {@link org.adcache.config.AdcacheConfig}, or an {@link org.adcache.config.InvalidConfigException} with every
 * problem at once: {@code adcache.conf:12: adcache.http.prot: there is no such key. Did you mean "port"?}
 *
 * <p>A {@code Section} is one block of the file and knows its keys by having been asked for them, so the keys are
 * written down once, where they are read. A {@code Form} is what a value may look like.
 */
@NullMarked
package org.adcache.config;

import org.jspecify.annotations.NullMarked;
