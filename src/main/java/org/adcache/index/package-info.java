/**
 * The immutable in-memory snapshot of one generation: exact keys, word prefixes, containers and the group graph.
 *
 * <p>{@link org.adcache.index.Snapshot#of} builds it from a {@link org.adcache.store.StoreView} in one pass, {@link
 * org.adcache.index.Snapshot#at} lays a later generation over it at the cost of what has changed, and {@link
 * org.adcache.index.words.SearchWords} computes the folded words that the store keeps beside each account for it:
 *
 * <pre>{@code
 * Snapshot snapshot = Snapshot.of(store.current(), connections);
 * for (int ordinal : snapshot.byAddress("jo@corp.example")) {
 *     System.out.println(snapshot.account(ordinal).cn());
 * }
 * }</pre>
 *
 * <p>What a word is and how it is folded is decided here, in {@link org.adcache.analysis.Word} and {@link
 * org.adcache.analysis.Folding}, for what is indexed and for what is asked.
 */
@NullMarked
package org.adcache.index;

import org.jspecify.annotations.NullMarked;
