/**
 * The routes of administrators and probes: status, sync, doctor, the switch, events, health.
 *
 * <p>Each group maps the records of its component to a document of {@code org.adcache.api}.
 *
 * <p>Not here: routes requested for every message or keystroke.
 */
@NullMarked
package org.adcache.http.admin;

import org.jspecify.annotations.NullMarked;
