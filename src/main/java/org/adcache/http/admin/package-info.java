/**
 * The routes of administrators and probes: status, sync, doctor, the switch, events, health.
 *
 * <p>Each group turns the records of the part it asks into a document of {@code org.adcache.api}.
 *
 * <p>Not here: routes that are asked for every message or keystroke.
 */
@NullMarked
package org.adcache.http.admin;

import org.jspecify.annotations.NullMarked;
