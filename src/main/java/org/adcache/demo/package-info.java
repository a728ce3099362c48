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
 */
@NullMarked
package org.adcache.demo;

import org.jspecify.annotations.NullMarked;
