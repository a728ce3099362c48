/**
 * Change feed: the objects changed since a cursor, by DirSync or by {@code uSNChanged}.
 *
 * <p>{@link org.adcache.directory.feed.FeedReader} is the entry type, {@link org.adcache.directory.feed.FeedPosition}
 * the decoded cursor. A feed yields GUIDs only; the objects are read again by GUID.
 *
 * <p>Not here: the mapping of entries to accounts ({@code read}).
 */
@NullMarked
package org.adcache.directory.feed;

import org.jspecify.annotations.NullMarked;
