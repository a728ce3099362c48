/**
 * What a connection is configured to read, and a view of the store without what it no longer is.
 *
 * <p>The configuration that a copy was read with is part of its {@link org.adcache.store.SyncPoint}.
 */
@NullMarked
package org.adcache.store.scope;

import org.jspecify.annotations.NullMarked;
