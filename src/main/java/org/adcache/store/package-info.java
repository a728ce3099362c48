/**
 * The cache on disk: immutable encrypted segments, one manifest, atomic commits, and the wipe.
 */
@NullMarked
package org.adcache.store;

import org.jspecify.annotations.NullMarked;
