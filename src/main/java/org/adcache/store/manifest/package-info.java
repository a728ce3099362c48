/**
 * The manifest: the one small file that names the segments of the current state.
 *
 * <p>{@link org.adcache.store.manifest.Manifest} is the value, {@link org.adcache.store.manifest.ManifestJson} its
 * file format, {@link org.adcache.store.manifest.ManifestHistory} the current one and those whose files are kept,
 * {@link org.adcache.store.manifest.ManifestView} the state it describes, read from its segments. {@link
 * org.adcache.store.manifest.EpochFence} rejects writes of an epoch that has ended.
 *
 * <p>Not here: how the next state is produced ({@code commit}).
 */
@NullMarked
package org.adcache.store.manifest;

import org.jspecify.annotations.NullMarked;
