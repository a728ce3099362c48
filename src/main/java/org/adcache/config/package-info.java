/**
 * Reads the configuration file into the records that the other packages declare.
 */
@NullMarked
package org.adcache.config;

import org.jspecify.annotations.NullMarked;
