package org.adcache.directory.feed;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import com.unboundid.util.StaticUtils;
import java.util.Base64;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.EntryListener;
import org.adcache.directory.read.PageProgress;
import org.adcache.directory.read.PagedSearch;

/**
 * Search with LDAP_SERVER_DIRSYNC_OID (MS-ADTS 3.1.1.3.4.1.3) at the root of a naming context, as DirSync requires.
 * With OBJECT_SECURITY the account needs only read access; with INCREMENTAL_VALUES only the changed members of a group
 * are returned.
 */
public final class DirSyncSearch {
    static final String OID = ActiveDirectoryDirSyncControl.DIRSYNC_OID;
    private static final int FLAGS =
            ActiveDirectoryDirSyncControl.FLAG_OBJECT_SECURITY | ActiveDirectoryDirSyncControl.FLAG_INCREMENTAL_VALUES;
    /** Per response; Samba ignores it and sends everything in one, so entries are processed as they arrive. */
    private static final int MAX_BYTES = 1 << 20;

    /** The search for the present state finds one entry, however large the domain. */
    private static final int MOST_EMPTY_ANSWERS = 100_000;

    /** The domain alone: a controller finds it by its class, while a filter that matches nothing costs a scan. */
    private static final Filter DOMAIN = Filter.createEqualityFilter("objectClass", "domainDNS");

    private final LDAPConnection connection;
    private final String server;
    private final Deadline deadline;
    private final String namingContext;

    public DirSyncSearch(LDAPConnection connection, String server, Deadline deadline, String namingContext) {
        this.connection = connection;
        this.server = server;
        this.deadline = deadline;
        this.namingContext = namingContext;
    }

    /** The cookie for all later changes. */
    String now() throws LDAPException, ProblemException {
        return changes(Optional.empty(), DOMAIN, entry -> {}, () -> false, "objectGUID")
                .orElseThrow();
    }

    /** Condition to stop early. */
    @FunctionalInterface
    interface Enough {
        boolean reached();
    }

    /**
     * Reads the changes since the cookie, response by response.
     *
     * @return the cookie to continue with; empty if stopped early
     */
    Optional<String> changes(
            Optional<String> since, Filter filter, EntryListener.EntryTaker taker, Enough enough, String... attributes)
            throws LDAPException, ProblemException {
        ASN1OctetString cookie = since.map(
                        text -> new ASN1OctetString(Base64.getDecoder().decode(text)))
                .orElse(EMPTY);
        PageProgress progress = new PageProgress("the changes at " + server, MOST_EMPTY_ANSWERS);
        boolean more = true;
        while (more) {
            EntryListener listener = new EntryListener(entry -> {
                progress.add(entry.getDN());
                if (!enough.reached()) {
                    taker.take(entry);
                }
            });
            ActiveDirectoryDirSyncControl answer = ask(filter, cookie, listener, attributes);
            cookie = answer.getCookie() == null ? EMPTY : answer.getCookie();
            more = answer.getFlags() != 0;
            if (enough.reached()) {
                return Optional.empty();
            }
            if (more) {
                progress.endPage();
            }
        }
        return Optional.of(Base64.getEncoder().encodeToString(cookie.getValue()));
    }

    private static final ASN1OctetString EMPTY = new ASN1OctetString(StaticUtils.NO_BYTES);

    private ActiveDirectoryDirSyncControl ask(
            Filter filter, ASN1OctetString cookie, EntryListener listener, String... attributes)
            throws LDAPException, ProblemException {
        deadline.check("Asking " + server + " what changed");
        SearchRequest request = new SearchRequest(listener, namingContext, SearchScope.SUB, filter, attributes);
        request.setControls(new Control[] {new ActiveDirectoryDirSyncControl(true, FLAGS, MAX_BYTES, cookie)});
        request.setResponseTimeoutMillis(deadline.millisAtMost(PagedSearch.ANSWER));
        SearchResult result = connection.search(request);
        listener.check();
        ActiveDirectoryDirSyncControl answer = ActiveDirectoryDirSyncControl.get(result);
        if (answer == null || answer.getCookie() == null || answer.getCookie().getValueLength() == 0) {
            throw new ProblemException(new Problem(
                    ProblemType.LDAP_PAGE_LOST,
                    "Asking " + server + " what changed: the answer doesn't say where to go on.",
                    "Read from an Active Directory domain controller, without a proxy in between, or set"
                            + " sync.feed = usn."));
        }
        return answer;
    }

    /**
     * Whether a failure is the connection's, so that nothing else can be asked either. Any other means that this search
     * can't be had here: servers answer with 1, 3, 11, 12, 50, 51 and 53 where DirSync is limited, switched off or not
     * granted.
     */
    boolean isBroken(LDAPException failure) {
        return failure.getResultCode().isClientSideResultCode() || !connection.isConnected();
    }
}
