/**
 * The switch: enabled or disabled, the epoch, the wipe and its receipt.
 */
@NullMarked
package org.adcache.integration;

import org.jspecify.annotations.NullMarked;
