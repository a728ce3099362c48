/**
 * The command line.
 *
 * <p>{@link org.adcache.cli.Cli} is the way in. Data goes to standard output, everything else to standard error; a failure
 * is a sentence and its remedy, and an {@link org.adcache.cli.terminal.Exit} code. {@code lookup}, {@code suggest}, {@code status},
 * {@code sync}, {@code enable} and {@code disable} ask a running service over HTTP; {@code token} and {@code
 * data-inventory} work on its files; {@code serve} and {@code demo} start one through the
 * {@link org.adcache.cli.ServiceLauncher} that the root package passes in.
 *
 * <pre>{@code
 * $ adcache lookup jo@corp.example.com --json
 * }</pre>
 */
@NullMarked
package org.adcache.cli;

import org.jspecify.annotations.NullMarked;
