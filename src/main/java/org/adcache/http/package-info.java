/**
 * The HTTP interface.
 */
@NullMarked
package org.adcache.http;

import org.jspecify.annotations.NullMarked;
