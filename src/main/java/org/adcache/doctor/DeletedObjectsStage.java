package org.adcache.doctor;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import org.adcache.account.ProblemException;
import org.adcache.directory.DeletedObjects;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.LdapProblems;

/**
 * Stage that checks whether tombstones are readable. An ordinary account can't read them and doesn't need to: the next
 * reconciliation detects the deletions. So this stage fails only if the check itself fails.
 */
final class DeletedObjectsStage {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** LDAP_SERVER_SHOW_DELETED_OID (MS-ADTS 3.1.1.3.4.1.14). */
    private static final Control SHOW_DELETED = new Control("1.2.840.113556.1.4.417", true);

    private final Deadline deadline;

    DeletedObjectsStage(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Returns whether they are readable. */
    StageResult<Boolean> examine(BaseStage.SearchBase base) throws ProblemException {
        DeletedObjects container = DeletedObjects.in(base.found().namingContext());
        boolean readable = isReadable(base.server(), container.distinguishedName());
        return StageResult.of(
                readable,
                readable
                        ? container.distinguishedName() + " can be read: deletions are noticed at the next sync."
                        : container.unreadable() + ' ' + container.grant(base.account()));
    }

    private boolean isReadable(TlsStage.Connected server, String container) throws ProblemException {
        SearchRequest request = new SearchRequest(
                container, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), "objectGUID");
        request.addControl(SHOW_DELETED);
        request.setResponseTimeoutMillis(deadline.millisAtMost(ANSWER));
        try {
            // Samba shows the container itself to any account, but its attributes only with read access.
            return server.connection().search(request).getSearchEntries().stream()
                    .anyMatch(entry -> entry.hasAttribute("objectGUID"));
        } catch (LDAPException e) {
            ResultCode code = e.getResultCode();
            if (code.equals(ResultCode.NO_SUCH_OBJECT)
                    || code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
                    || code.equals(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION)) {
                return false;
            }
            throw LdapProblems.of("Reading " + container, server.server().toString(), e);
        }
    }
}
