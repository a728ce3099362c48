/**
 * The index image: the index as it was written to disk, so that the next start reads it instead of building it.
 *
 * <p>{@link org.adcache.store.image.Images} keeps the one image that there may be. It is derived data: a damaged or
 * outdated image is deleted, never an error.
 *
 * <p>Not here: what the values in an image mean; the index writes and reads them.
 */
@NullMarked
package org.adcache.store.image;

import org.jspecify.annotations.NullMarked;
