/**
 * Routes that change the configuration of the running service.
 *
 * <p>What a change does is decided behind {@link org.adcache.http.configuration.Reloader}. Not here: the grammar of the
 * configuration.
 */
@NullMarked
package org.adcache.http.configuration;

import org.jspecify.annotations.NullMarked;
