/**
 * Black-box tests of the built distribution: against a real Samba domain controller, against the simulated directory
 * of {@code adcache demo}, and on the command line.
 *
 * <p>A test observes a running service as a client or an administrator does: on the command line, over HTTP, and in
 * files on disk; expected values are computed from what {@code ldapsearch} prints, or written out. Of the product it
 * may import {@code org.adcache.demo}, for a directory that can be changed and broken. Tests of a part that no command
 * exposes alone, the reading of a directory ({@link org.adcache.itest.DirectoryAgent}, {@code DirectoryIT}, {@code
 * RandomChangesIT}) and the store on a full disk ({@code DiskFullIT}), import that part and its dependencies.
 *
 * <p>{@link org.adcache.itest.SambaDomain} is a domain of real controllers, shared by all tests of a run that use the
 * same one: {@link org.adcache.itest.SharedSamba} has one controller in a network namespace of its own, {@link
 * org.adcache.itest.SharedLinkedDomains} two domains and three controllers, each in its own namespace, linked by a
 * {@link org.adcache.itest.Lan}, and {@link org.adcache.itest.StrictSamba} a newer Samba that requires channel
 * binding, from a {@link org.adcache.itest.DebianTree}. {@link org.adcache.itest.AdcacheProcess} is one running
 * service. The service runs in a namespace where the domain's names resolve, and listens on loopback there; {@code
 * itest/namespace/relay.py} forwards the requests of the test.
 */
@NullMarked
package org.adcache.itest;

import org.jspecify.annotations.NullMarked;
