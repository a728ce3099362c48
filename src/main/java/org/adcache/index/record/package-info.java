/**
 * Packed account records: all attributes in one arena, texts that many accounts have in common shared.
 *
 * <p>{@link org.adcache.index.record.RecordPacker} writes what {@link org.adcache.index.record.PackedRecord} reads;
 * {@link org.adcache.index.record.Records} holds them by ordinal.
 *
 * <p>Not here: finding a record.
 */
@NullMarked
package org.adcache.index.record;

import org.jspecify.annotations.NullMarked;
