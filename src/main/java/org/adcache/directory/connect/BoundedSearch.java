package org.adcache.directory.connect;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;

/** Searches whose answers have a bounded number of entries, whatever the server sends. */
public final class BoundedSearch {
    /** Bound on the answer to a search for one object. */
    private static final int FEW = 100;

    private BoundedSearch() {}

    /**
     * Runs a search with its listener. After too many entries the connection is closed, because the rest of the answer
     * is still arriving.
     *
     * @param listener that of the request
     * @throws ServerUnavailable if the answer has too many entries
     */
    public static SearchResult run(
            LDAPConnection connection, SearchRequest request, EntryListener listener, String server)
            throws LDAPException, ProblemException {
        SearchResult result;
        try {
            result = connection.search(request);
        } catch (EntryListener.TooMany e) {
            BackgroundClose.inBackground(connection);
            throw new ServerUnavailable(
                    new Problem(
                            ProblemType.LDAP_PAGE_TOO_LARGE,
                            "Reading " + request.getBaseDN() + " at " + server
                                    + ": the answer has many more entries than were asked for.",
                            "Read from an Active Directory domain controller, without a proxy in between."),
                    e);
        }
        listener.check();
        return result;
    }

    /** The entries of a search for one object. */
    public static List<SearchResultEntry> few(
            LDAPConnection connection,
            String server,
            long timeoutMillis,
            String base,
            SearchScope scope,
            Filter filter,
            List<Control> controls,
            String... attributes)
            throws LDAPException, ProblemException {
        List<SearchResultEntry> entries = new ArrayList<>();
        EntryListener listener = new EntryListener(entries::add, FEW);
        SearchRequest request = new SearchRequest(listener, base, scope, filter, attributes);
        request.setControls(controls);
        request.setResponseTimeoutMillis(timeoutMillis);
        run(connection, request, listener, server);
        return entries;
    }
}
