/**
 * Arrays and sorted structures of numbers and bytes, independent of accounts.
 *
 * <p>Chunked lists and arenas, sorting of byte strings, front-coded token dictionaries, postings with range minima,
 * sets of ordinals. Each is written once, then read by any thread.
 *
 * <p>Not here: attributes, words, tiers; nor a structure that the JDK or a library offers at an acceptable cost.
 */
@NullMarked
package org.adcache.index.array;

import org.jspecify.annotations.NullMarked;
