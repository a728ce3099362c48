/**
 * The index image: the index serialized to disk, so that the next start loads it instead of building it.
 *
 * <p>{@link org.adcache.store.image.Images} keeps at most one image. It is derived data: a damaged or outdated image
 * is deleted, never an error.
 *
 * <p>Not here: what the values in an image mean; the index writes and reads them.
 */
@NullMarked
package org.adcache.store.image;

import org.jspecify.annotations.NullMarked;
