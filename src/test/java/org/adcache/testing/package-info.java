/** Hand-written fakes that tests of several packages use. */
@NullMarked
package org.adcache.testing;

import org.jspecify.annotations.NullMarked;
