/**
 * Byte encodings shared by several packages: hexadecimal digests, variable-length integers. Stateless, without domain
 * terms.
 */
@NullMarked
package org.adcache.encoding;

import org.jspecify.annotations.NullMarked;
