/**
 * The immutable in-memory snapshot of one generation: exact keys, word prefixes, containers and the group graph.
 *
 * <p>{@link org.adcache.index.Snapshot#of} builds it from a {@link org.adcache.store.StoreView} in one pass; {@link
 * org.adcache.index.Snapshot#at} applies a later generation as an overlay, at the cost of what has changed; {@link
 * org.adcache.index.words.SearchWords} computes the folded words that the store keeps beside each account:
 *
 * <pre>{@code
 * Snapshot snapshot = Snapshot.of(store.current(), connections);
 * for (int ordinal : snapshot.find(IndexedKey.ADDRESS, "jo@corp.example")) {
 *     System.out.println(snapshot.account(ordinal).cn());
 * }
 * }</pre>
 *
 * <p>Its rooms, each importing only those before it: {@code array}, {@code record}, {@code words} and {@code groups}.
 * This package has the snapshot, its layers (the base and the changes since) and the exact keys.
 *
 * <p>Not here: ranking, freshness, and queries of any kind ({@code lookup}).
 */
@NullMarked
package org.adcache.index;

import org.jspecify.annotations.NullMarked;
