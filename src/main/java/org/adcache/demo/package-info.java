/**
 * A simulated Active Directory, for {@code adcache demo} and for tests: KDC, LDAPS and StartTLS with a certificate of its own
 * CA, a keytab, and as many generated people as asked for. It listens on loopback only, and everything it needs is made when
 * it starts.
 *
 * <pre>
 *   try (SimulatedDirectory directory = SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder).withAccounts(10_000))) {
 *       directory.ldapsPort();          // connect to localhost, trusting directory.caFile()
 *       directory.changes().replace(directory.wellKnown().person().distinguishedName(), "title", "Director");
 *   }
 * </pre>
 *
 * What a test can do with it while it runs:
 *
 * <ul>
 *   <li>{@code changes()}: add, addUser, addUnit, addGroup, addMembers, removeMembers, setMembers, modify, replace, rename,
 *       move, delete, deleteTree, restore. {@code withRecycleBin} decides what a restored entry has again.
 *   <li>{@code rights()}: hide and show an entry with all below, hideAttribute and showAttribute, readDeletedObjects.
 *   <li>{@code controller(i)}: stop, start, faults, offerDirSync, refuseCookies, expireSessions, restoreSnapshot,
 *       rollBackSilently; and its ports, serviceName, invocationId and highestUsn. {@code withControllers} says how many.
 *   <li>{@code tree()}: the truth, entry by entry; {@code at} gives the living, {@code any} tombstones too, {@code
 *       changedFrom} both in the order of their changes.
 *   <li>{@code withLimits}: page size, values of a link, and entries in one answer to DirSync.
 * </ul>
 */
@NullMarked
package org.adcache.demo;

import org.jspecify.annotations.NullMarked;
