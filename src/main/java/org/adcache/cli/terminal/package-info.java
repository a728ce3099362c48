/**
 * Common ground of all commands: the terminal, exit codes, failures as sentences, logs, signals.
 *
 * <p>{@link org.adcache.cli.terminal.Terminal} is where a command prints, {@link
 * org.adcache.cli.terminal.CommandException} how it fails.
 *
 * <p>Not here: commands, and requests to the service.
 */
@NullMarked
package org.adcache.cli.terminal;

import org.jspecify.annotations.NullMarked;
