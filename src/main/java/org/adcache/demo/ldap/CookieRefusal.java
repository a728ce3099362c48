package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.LDAPException;

/** How a controller says that it cannot go on from a DirSync cookie, though it is not damaged. */
public enum CookieRefusal {
    /** Result 12, as a controller of another Windows version answers. */
    ERROR_PROCESSING_CONTROL {
        @Override
        LDAPException refuse() {
            return LdapErrors.cookieOfAnotherVersion();
        }
    },
    /** Result 53. */
    UNWILLING_TO_PERFORM {
        @Override
        LDAPException refuse() {
            return LdapErrors.unwillingToContinue();
        }
    };

    abstract LDAPException refuse();
}
