package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Controls of a search request.
 *
 * @param paging the client's page size and cookie
 * @param dirSync flags and cookie of a search for changes
 * @param names the requested format of names
 * @param domainScope whether references to other naming contexts are suppressed
 * @param showDeleted whether tombstones are returned too
 */
record SearchControls(
        Optional<SimplePagedResultsControl> paging,
        Optional<DirSyncRequest> dirSync,
        ExtendedNames names,
        boolean domainScope,
        boolean showDeleted) {
    static final String EXTENDED_DN = "1.2.840.113556.1.4.529";
    static final String DOMAIN_SCOPE = "1.2.840.113556.1.4.1339";
    static final String SHOW_DELETED = "1.2.840.113556.1.4.417";
    static final String SHOW_RECYCLED = "1.2.840.113556.1.4.2064";

    private static final List<String> SUPPORTED = List.of(
            SimplePagedResultsControl.PAGED_RESULTS_OID, EXTENDED_DN, DOMAIN_SCOPE, SHOW_DELETED, SHOW_RECYCLED);

    static String[] supported(boolean dirSyncOffered) {
        return Stream.concat(SUPPORTED.stream(), dirSyncOffered ? Stream.of(DirSyncRequest.OID) : Stream.empty())
                .toArray(String[]::new);
    }

    static SearchControls of(List<Control> controls, boolean dirSyncOffered) throws LDAPException {
        Optional<DirSyncRequest> dirSync = Optional.empty();
        boolean showDeleted = false;
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
                case SHOW_DELETED, SHOW_RECYCLED -> showDeleted = true;
                case DirSyncRequest.OID -> {
                    if (dirSyncOffered) {
                        dirSync = Optional.of(DirSyncRequest.parse(control));
                    } else {
                        refuseIfCritical(control);
                    }
                }
                default -> refuseIfCritical(control);
            }
        }
        return new SearchControls(paging, dirSync, names, domainScope, showDeleted);
    }

    static void refuseIfCritical(Control control) throws LDAPException {
        if (control.isCritical()) {
            throw LdapErrors.unknownControl();
        }
    }
}
