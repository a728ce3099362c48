/**
 * Documents of the configuration: what a reload changed, and the problems of a configuration that is refused.
 *
 * <p>They follow the rules of {@link org.adcache.api}.
 */
@NullMarked
package org.adcache.api.configuration;

import org.jspecify.annotations.NullMarked;
