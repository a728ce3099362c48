/**
 * Commands that create, list and revoke API tokens, in the data folder itself.
 *
 * <p>{@link org.adcache.cli.token.TokenCommand} has the others as its subcommands.
 */
@NullMarked
package org.adcache.cli.token;

import org.jspecify.annotations.NullMarked;
