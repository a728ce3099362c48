/**
 * The command line.
 */
@NullMarked
package org.adcache.cli;

import org.jspecify.annotations.NullMarked;
