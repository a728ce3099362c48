/**
 * Accounts as packed records: all attributes of an account in one arena, texts shared where many accounts have them.
 *
 * <p>{@link org.adcache.index.record.RecordPacker} writes what {@link org.adcache.index.record.PackedRecord} reads;
 * {@link org.adcache.index.record.Records} holds them by ordinal.
 *
 * <p>Not here: ways to find a record.
 */
@NullMarked
package org.adcache.index.record;

import org.jspecify.annotations.NullMarked;
