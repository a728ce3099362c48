/**
 * The switch: enabled or disabled, the epoch, the wipe and its receipt.
 *
 * <p>{@link org.adcache.integration.IntegrationFile} is the state as {@code integration.json} keeps it; it is read
 * before the store is opened, because the store opens the data of one epoch only. {@link
 * org.adcache.integration.Integration} turns the parts on and off. {@code Wipe} is the order that makes off final:
 * answers, keys, state, tickets, files; a crash at any step is off at the next start, and a cycle of an earlier epoch
 * can't commit.
 *
 * <p>Not here: how each part deletes its data; only when and in which order.
 */
@NullMarked
package org.adcache.integration;

import org.jspecify.annotations.NullMarked;
