/**
 * One account as bytes: encoded, encrypted, and its fields located without decoding them.
 *
 * <p>{@link org.adcache.store.record.AccountCodec} encodes, {@link org.adcache.store.record.RecordCipher} encrypts
 * with AES-256-GCM, {@link org.adcache.store.record.RecordFields} is read by the index.
 *
 * <p>Not here: the position of a record in a file.
 */
@NullMarked
package org.adcache.store.record;

import org.jspecify.annotations.NullMarked;
