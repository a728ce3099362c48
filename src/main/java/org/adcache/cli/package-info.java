/**
 * The command line: one class per command, and what several commands share.
 *
 * <p>{@link org.adcache.cli.Cli} is the entry point. Data goes to standard output, everything else to standard error;
 * a failure is a sentence and its remedy, and an exit code. {@code lookup}, {@code match}, {@code suggest}, {@code
 * status}, {@code sync}, {@code enable} and {@code disable} query a running service over HTTP; {@code token} and {@code
 * data-inventory} work on its files; {@code serve} and {@code demo} start one through the {@link
 * org.adcache.cli.ServiceLauncher} that {@code Main} passes in.
 *
 * <pre>{@code
 * $ adcache lookup jo@corp.example.com --json
 * }</pre>
 *
 * <p>Its rooms, each importing only those before it: {@code terminal}, {@code owner}, {@code client}, {@code
 * match}.
 *
 * <p>Not here: anything that the service needs. No other package imports this one.
 */
@NullMarked
package org.adcache.cli;

import org.jspecify.annotations.NullMarked;
