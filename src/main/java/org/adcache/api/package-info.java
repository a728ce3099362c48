/**
 * Documents of the HTTP interface as records, written by the server and read by the command line. No I/O, no types of
 * other stages.
 *
 * <p>Components are the document's fields, in the order of the wire. An empty {@code Optional} is omitted; everything
 * else is mandatory. {@link org.adcache.api.DocumentMapper} enforces this on both sides:
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
