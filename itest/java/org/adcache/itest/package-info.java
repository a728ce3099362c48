/**
 * Black-box tests of the built distribution: against a real Samba domain controller, against the simulated directory of
 * {@code adcache demo}, and on the command line.
 *
 * <p>The tests see only what a client or an administrator sees: the command line, HTTP, and files on disk. They import
 * nothing of the product; what they expect is computed from what {@code ldapsearch} prints.
 *
 * <p>{@link org.adcache.itest.SambaDomain} is the domain controller, shared by all tests of a run and living in a network
 * namespace of its own; {@link org.adcache.itest.AdcacheProcess} is one running service. The service runs inside the same
 * namespace, where the domain's names resolve, and listens on loopback there; {@code itest/namespace/relay.py} carries the
 * requests of the test in.
 */
@NullMarked
package org.adcache.itest;

import org.jspecify.annotations.NullMarked;
