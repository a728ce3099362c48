/**
 * Simulated Active Directory, for {@code adcache demo} and for tests: KDC, LDAPS and StartTLS with a certificate of
 * its own CA, a keytab, and any number of generated people. It listens on loopback only, and everything it needs is
 * generated at start.
 *
 * <pre>
 *   SimulatedDirectoryConfig config = SimulatedDirectoryConfig.in(folder).withAccounts(10_000);
 *   try (SimulatedDirectory directory = SimulatedDirectory.start(config)) {
 *       directory.ldapsPort();          // connect to localhost, trusting directory.caFile()
 *       directory.changes().replace(directory.wellKnown().person().distinguishedName(), "title", "Director");
 *   }
 * </pre>
 *
 * What a test can do with it while it runs:
 *
 * <ul>
 *   <li>{@code changes()} changes entries as an administrator would, deletion and restoration included.
 *   <li>{@code rights()} revokes and grants the read rights of the service account, one by one or as in a
 *       hardened domain.
 *   <li>{@code controller(i)} stops, starts and breaks one of the domain controllers, and holds its replication.
 *   <li>{@code changePassword()} and {@code exportKeytab()} make the keytab outdated and right again; {@code
 *       failedLogins()} counts towards a lockout.
 *   <li>{@code dns()} has the SRV records of the domain, with dead servers if a test lists any.
 *   <li>{@link org.adcache.demo.SimulatedForest} runs two domains that trust each other, between which entries move.
 *   <li>{@code tree()} holds the truth, entry by entry, tombstones included.
 *   <li>{@link org.adcache.demo.SimulatedDirectoryConfig} sets how many accounts and controllers there are, and the
 *       limits of an answer; and on request RODCs, objects of Exchange, Builtin, trusts and computers, and a lockout.
 * </ul>
 *
 * <p>Its rooms, each importing only those before it: {@code schema}, {@code people}, {@code population},
 * {@code rights}, {@code search}, {@code ldap}. No other package imports them.
 */
@NullMarked
package org.adcache.demo;

import org.jspecify.annotations.NullMarked;
