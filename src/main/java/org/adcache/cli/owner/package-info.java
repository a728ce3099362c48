/**
 * The user that a command runs as: a command that root starts on another user's data folder becomes that user first.
 *
 * <p>{@link org.adcache.cli.owner.RunAsOwner} stands before every command. It starts the same command line again:
 *
 * <pre>{@code
 * setsid setpriv --reuid 999 --regid 999 --init-groups … -- java … -jar adcache.jar token create --config …
 * }</pre>
 *
 * <p>Not here: the check that the data folder is safe, which every process makes ({@link
 * org.adcache.store.file.FolderCheck}).
 */
@NullMarked
package org.adcache.cli.owner;

import org.jspecify.annotations.NullMarked;
