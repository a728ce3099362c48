/**
 * The JSON documents about callers: who somebody is, sessions, tokens.
 *
 * <p>Not here: secrets in anything but the answer that creates them.
 */
@NullMarked
package org.adcache.api.access;

import org.jspecify.annotations.NullMarked;
