/**
 * Encodings of bytes that several rooms share: hexadecimal digests, variable-length integers. No state, no domain
 * words.
 */
@NullMarked
package org.adcache.encoding;

import org.jspecify.annotations.NullMarked;
