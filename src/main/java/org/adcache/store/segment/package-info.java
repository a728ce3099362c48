/**
 * Segments: immutable MapDB files of records, sorted by objectGUID.
 *
 * <p>{@link org.adcache.store.segment.SegmentWriter} writes one, {@link org.adcache.store.segment.SegmentReader} reads
 * it sequentially, {@link org.adcache.store.segment.SegmentIndex} finds single records. MapDB is used here only.
 *
 * <p>Not here: which segments are current; the manifest decides that.
 */
@NullMarked
package org.adcache.store.segment;

import org.jspecify.annotations.NullMarked;
