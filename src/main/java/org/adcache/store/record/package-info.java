/**
 * One account as bytes: encoded, encrypted, and its fields found again without decoding the rest.
 *
 * <p>{@link org.adcache.store.record.AccountCodec} encodes, {@link org.adcache.store.record.RecordCipher} encrypts
 * with AES-256-GCM, {@link org.adcache.store.record.RecordFields} is read by the index.
 *
 * <p>Not here: where a record lies in a file.
 */
@NullMarked
package org.adcache.store.record;

import org.jspecify.annotations.NullMarked;
