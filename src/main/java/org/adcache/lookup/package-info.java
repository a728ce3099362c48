/**
 * Questions on one snapshot: find, match and suggest.
 */
@NullMarked
package org.adcache.lookup;

import org.jspecify.annotations.NullMarked;
