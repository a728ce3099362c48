/**
 * The documents of the HTTP interface as records: what the server writes and the command line reads. No I/O, no types
 * of other stages.
 *
 * <p>A component is a field of the document, in the order of the wire. An {@code Optional} is left out when it is
 * empty; everything else is mandatory. {@link org.adcache.api.DocumentMapper} holds both sides to that:
 *
 * <pre>{@code
 * IntegrationDocument(true, 3, 2026-11-21T10:00:00Z, Optional.empty())
 * {"enabled":true,"epoch":3,"changedAt":"2026-11-21T10:00:00Z"}
 * }</pre>
 *
 * <p>Stable codes such as phases and outcomes are strings, so that an older command line can read those of a newer
 * service.
 */
@NullMarked
package org.adcache.api;

import org.jspecify.annotations.NullMarked;
