/**
 * The cache on disk: immutable encrypted segments, one manifest, atomic commits, and the wipe.
 *
 * <p>Entry types are {@link org.adcache.store.file.DataFolder}, which one process holds, and {@link
 * org.adcache.store.Store}. A cycle starts a {@link org.adcache.store.Draft} of a full read, or a {@link
 * org.adcache.store.ChangeDraft} of what a change feed reported, puts what it reads, compares and commits. Readers are
 * notified as a {@link org.adcache.store.StoreListener} and read the {@link org.adcache.store.StoreView}. No file is
 * ever changed in place: a commit writes a segment, fsyncs it, and then replaces the manifest, which makes the new
 * state current. Beside the segments there may be one {@link org.adcache.store.IndexImage}, derived data saved for the
 * next start.
 *
 * <pre>{@code
 * try (Draft draft = store.begin(corp, epoch)) {
 *     draft.put(account);
 *     draft.commit(SyncPoint.full(domain, startOfCycle, ignoredAddresses));
 * }
 * }</pre>
 *
 * <p>Its rooms, each importing only those before it: {@code file}, {@code key}, {@code record}, {@code segment},
 * {@code manifest}, {@code image}, {@code commit}.
 *
 * <p>Not here: the use of the values, and any file outside the data folder.
 */
@NullMarked
package org.adcache.store;

import org.jspecify.annotations.NullMarked;
