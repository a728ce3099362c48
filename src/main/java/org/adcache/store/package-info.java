/**
 * The cache on disk: immutable encrypted segments, one manifest, atomic commits, and the wipe.
 *
 * <p>Entry types are {@link org.adcache.store.file.DataFolder}, which one process holds, and {@link org.adcache.store.Store}. A
 * cycle begins a {@link org.adcache.store.Draft} of everything, or a {@link org.adcache.store.ChangeDraft} of what a change
 * feed named, puts what it reads, compares and commits; whoever answers questions hears
 * of the commit as a {@link org.adcache.store.StoreListener} and reads the {@link org.adcache.store.StoreView}. Nothing on
 * disk is ever changed in place: a commit writes a segment, fsyncs it, and then replaces the manifest, which is the moment
 * at which the new state exists. Beside the segments there may be one {@link org.adcache.store.IndexImage}, derived data that
 * a reader of everything left for the next start.
 *
 * <pre>{@code
 * try (Draft draft = store.begin(corp, epoch)) {
 *     draft.put(account);
 *     draft.commit(SyncPoint.full(domain, startOfCycle, ignoredAddresses));
 * }
 * }</pre>
 */
@NullMarked
package org.adcache.store;

import org.jspecify.annotations.NullMarked;
