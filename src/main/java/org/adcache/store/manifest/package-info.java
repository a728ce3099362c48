/**
 * The manifest: the one small file that says which segments make up the current state.
 *
 * <p>{@link org.adcache.store.manifest.Manifest} is the value, {@link org.adcache.store.manifest.ManifestJson} its
 * file, {@link org.adcache.store.manifest.ManifestHistory} the current one and what must stay on disk, {@link
 * org.adcache.store.manifest.ManifestView} the state it describes, read from its segments. {@link
 * org.adcache.store.manifest.EpochFence} refuses writes of an epoch that has ended.
 *
 * <p>Not here: how the next state comes about ({@code commit}).
 */
@NullMarked
package org.adcache.store.manifest;

import org.jspecify.annotations.NullMarked;
