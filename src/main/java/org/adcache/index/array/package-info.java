/**
 * Arrays and sorted structures of numbers and bytes that know nothing of accounts.
 *
 * <p>Chunked lists and arenas, sorting of byte strings, front-coded token dictionaries, postings with range minima,
 * sets of ordinals. Each is written once, then read by any thread.
 *
 * <p>Not here: attributes, words, tiers. A structure that the JDK or a library has, at a cost that can be borne.
 */
@NullMarked
package org.adcache.index.array;

import org.jspecify.annotations.NullMarked;
