/**
 * Secrets and keys: one random secret for each connection and epoch, the data keys derived from it.
 *
 * <p>{@link org.adcache.store.key.KeyRing} manages {@code keys/}, {@link org.adcache.store.key.DataKey} is derived
 * with HKDF (RFC 5869). Destroying a secret makes everything encrypted with its keys unreadable.
 *
 * <p>Not here: encryption itself, which belongs to the formats that use it.
 */
@NullMarked
package org.adcache.store.key;

import org.jspecify.annotations.NullMarked;
