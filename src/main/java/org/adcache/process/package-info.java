/**
 * Replacement of this process by a new one with the same process id, environment and listening socket (execve). Pages
 * of a JVM can't be cleared from inside: the collector has copied objects, the compiler keeps constants, libraries
 * keep buffers. The kernel gives a new program none of them.
 *
 * <p>{@link org.adcache.process.ProcessReplacement} replaces; {@link org.adcache.process.InheritedSocket} is the
 * socket in the new process. Only the former loads JNA, and only when it is called.
 *
 * <p>Not here: when a process is replaced, and what has to be finished before.
 */
@NullMarked
package org.adcache.process;

import org.jspecify.annotations.NullMarked;
