/**
 * One Active Directory domain: finds a domain controller, binds to it and reads its accounts.
 */
@NullMarked
package org.adcache.directory;

import org.jspecify.annotations.NullMarked;
