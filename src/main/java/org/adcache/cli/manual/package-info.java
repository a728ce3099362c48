/**
 * Manual pages and completions, generated from the commands when the packages are built; not part of the jar.
 *
 * <pre>
 * Cli.described() -> ManualPage -> adcache-lookup.1
 *                 -> ZshCompletion -> _adcache
 * config/adcache.conf -> ConfigurationPage -> adcache.conf.5
 * </pre>
 */
@NullMarked
package org.adcache.cli.manual;

import org.jspecify.annotations.NullMarked;
