/**
 * The client of a running service, for the commands that ask one.
 *
 * <p>{@link org.adcache.cli.client.ClientOptions} are the options of all of them, {@link
 * org.adcache.cli.client.ServiceClient} sends a request and reads the document that comes back, or fails with a
 * sentence.
 *
 * <p>Not here: commands.
 */
@NullMarked
package org.adcache.cli.client;

import org.jspecify.annotations.NullMarked;
