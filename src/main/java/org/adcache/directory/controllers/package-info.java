/**
 * Discovery of a domain's controllers, and the order in which they are tried: DNS SRV records, sites, back-off.
 *
 * <p>{@link org.adcache.directory.controllers.DomainControllers} lists them. The LDAP ping (MS-ADTS 6.3.3) finds this
 * machine's site.
 *
 * <p>Not here: connections over TCP.
 */
@NullMarked
package org.adcache.directory.controllers;

import org.jspecify.annotations.NullMarked;
