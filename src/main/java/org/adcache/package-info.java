/** The composition root: builds the parts from the configuration, starts them, and stops them in reverse. */
@NullMarked
package org.adcache;

import org.jspecify.annotations.NullMarked;
