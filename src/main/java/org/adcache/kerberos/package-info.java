/**
 * Login with a keytab, and what its failures mean.
 */
@NullMarked
package org.adcache.kerberos;

import org.jspecify.annotations.NullMarked;
