/**
 * This process as the operating system sees it: its service manager, and its replacement.
 *
 * <p>Replacement of this process by a new one with the same process id, environment and listening socket (execve). Pages
 * of a JVM can't be cleared from inside: the collector has copied objects, the compiler keeps constants, libraries
 * keep buffers. The kernel gives a new program none of them.
 *
 * <p>{@link org.adcache.process.ProcessReplacement} replaces; {@link org.adcache.process.InheritedSocket} is the
 * socket in the new process. Only the former loads JNA, when it is called, and the
 * notification of a service manager.
 *
 * <p>{@link org.adcache.process.ServiceManager} is systemd, which starts the process, is notified of its states and kills
 * it unless {@link org.adcache.process.HealthProbe} has answers.
 *
 * <p>Not here: when a process is replaced, and what has to be finished before.
 */
@NullMarked
package org.adcache.process;

import org.jspecify.annotations.NullMarked;
