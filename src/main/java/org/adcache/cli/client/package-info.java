/**
 * HTTP client of a running service, for the commands that query one.
 *
 * <p>{@link org.adcache.cli.client.ClientOptions} are their common options, {@link
 * org.adcache.cli.client.ServiceClient} sends a request and parses the document in the response, or fails with a
 * one-sentence error.
 *
 * <p>Not here: commands.
 */
@NullMarked
package org.adcache.cli.client;

import org.jspecify.annotations.NullMarked;
