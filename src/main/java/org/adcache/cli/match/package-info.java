/**
 * The command {@code match}: a rule about senders or recipients, tried from a shell.
 *
 * <p>{@link org.adcache.cli.match.MatchCommand} puts the question, {@link org.adcache.cli.match.MatchPrinter} prints
 * the verdicts with their reasons.
 *
 * <p>Not here: what a condition means, which the service decides.
 */
@NullMarked
package org.adcache.cli.match;

import org.jspecify.annotations.NullMarked;
