/**
 * The immutable in-memory snapshot of one generation.
 */
@NullMarked
package org.adcache.index;

import org.jspecify.annotations.NullMarked;
