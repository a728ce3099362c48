package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.List;
import java.util.Optional;

/**
 * What the controls of a search ask for.
 *
 * @param paging the client's page size and cookie
 * @param names how names are to be written
 * @param domainScope whether the client does without references to other naming contexts
 */
record SearchControls(Optional<SimplePagedResultsControl> paging, ExtendedNames names, boolean domainScope) {
    static final String EXTENDED_DN = "1.2.840.113556.1.4.529";
    static final String DOMAIN_SCOPE = "1.2.840.113556.1.4.1339";
    static final String SHOW_DELETED = "1.2.840.113556.1.4.417";
    static final List<String> SUPPORTED =
            List.of(SimplePagedResultsControl.PAGED_RESULTS_OID, EXTENDED_DN, DOMAIN_SCOPE, SHOW_DELETED);

    static SearchControls of(List<Control> controls) throws LDAPException {
        Optional<SimplePagedResultsControl> paging = Optional.empty();
        ExtendedNames names = ExtendedNames.PLAIN;
        boolean domainScope = false;
        for (Control control : controls) {
            switch (control.getOID()) {
                case SimplePagedResultsControl.PAGED_RESULTS_OID ->
                    paging = Optional.of(
                            new SimplePagedResultsControl(control.getOID(), control.isCritical(), control.getValue()));
                case EXTENDED_DN -> names = ExtendedNames.parse(control.getValue());
                case DOMAIN_SCOPE -> domainScope = true;
                // An ordinary account may send Show Deleted, and sees no deleted object by it.
                case SHOW_DELETED -> {}
                default -> refuseIfCritical(control);
            }
        }
        return new SearchControls(paging, names, domainScope);
    }

    static void refuseIfCritical(Control control) throws LDAPException {
        if (control.isCritical()) {
            throw Refusals.unknownControl();
        }
    }
}
