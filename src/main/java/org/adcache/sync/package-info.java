/**
 * Brings the directory into the store, one cycle at a time, and says how that went.
 */
@NullMarked
package org.adcache.sync;

import org.jspecify.annotations.NullMarked;
