/**
 * Black-box tests of the built distribution: against a real Samba domain controller, against the simulated directory of
 * {@code adcache demo}, and on the command line.
 *
 * <p>The tests see only what a client or an administrator sees: the command line, HTTP, and files on disk. They import
 * nothing of the product; what they expect is computed from what {@code ldapsearch} prints.
 *
 * <p>{@link org.adcache.itest.SambaDomain} is a domain of real controllers, shared by all tests of a run that ask for the
 * same one: {@link org.adcache.itest.SharedSamba} has one controller in a network namespace of its own, {@link
 * org.adcache.itest.SharedLinkedDomains} two domains and three controllers, each in its own namespace, linked by a {@link
 * org.adcache.itest.Lan}, and {@link org.adcache.itest.StrictSamba} a newer Samba that demands channel binding, out of a
 * {@link org.adcache.itest.DebianTree}. {@link org.adcache.itest.AdcacheProcess} is one running service. The service runs in
 * a namespace where the domain's names resolve, and listens on loopback there; {@code itest/namespace/relay.py} carries the
 * requests of the test in.
 */
@NullMarked
package org.adcache.itest;

import org.jspecify.annotations.NullMarked;
