/**
 * The change feed: who changed since a cursor, by DirSync or by {@code uSNChanged}.
 *
 * <p>{@link org.adcache.directory.feed.FeedReader} is the entry, {@link org.adcache.directory.feed.FeedPosition} the
 * content of a cursor. A feed yields GUIDs only; the objects are read again by GUID.
 *
 * <p>Not here: the mapping of entries to accounts ({@code read}).
 */
@NullMarked
package org.adcache.directory.feed;

import org.jspecify.annotations.NullMarked;
