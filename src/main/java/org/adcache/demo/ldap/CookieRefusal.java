package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.LDAPException;

/** Error with which a controller refuses to continue from an undamaged DirSync cookie. */
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
