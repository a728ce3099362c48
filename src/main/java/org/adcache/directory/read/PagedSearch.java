package org.adcache.directory.read;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.connect.BoundedSearch;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.EntryListener;
import org.jspecify.annotations.Nullable;

/**
 * Paged search (RFC 2696) on one connection, to which the server ties the cookie. The next page is requested while the
 * current one is processed.
 */
public final class PagedSearch {
    /** AD itself aborts after 120 s (MaxQueryDuration). */
    public static final Duration ANSWER = Duration.ofSeconds(130);
    /** LDAP_SERVER_DOMAIN_SCOPE_OID (MS-ADTS 3.1.1.3.4.1.4): no references to other naming contexts. */
    private static final Control DOMAIN_SCOPE = new Control("1.2.840.113556.1.4.1339", false);

    /** A server may send fewer entries than asked for, never more; one that does twice that is not believed. */
    private static final int MOST_IN_A_PAGE = 2 * DirectoryConfig.PAGE_SIZE;

    private static final int MOST_EMPTY_PAGES = 1000;

    private final LDAPConnection connection;
    private final String server;
    private final Deadline deadline;
    private final ExecutorService ahead;

    /** @param ahead one thread, which requests a page while the one before is processed */
    public PagedSearch(LDAPConnection connection, String server, Deadline deadline, ExecutorService ahead) {
        this.connection = connection;
        this.server = server;
        this.deadline = deadline;
        this.ahead = ahead;
    }

    /** Parameters of a search. */
    public record Query(
            String base, SearchScope scope, Filter filter, List<String> attributes, List<Control> controls) {
        public static Query below(String base, Filter filter, String... attributes) {
            return new Query(base, SearchScope.SUB, filter, List.of(attributes), List.of());
        }

        public Query with(Control control) {
            List<Control> more = new ArrayList<>(controls);
            more.add(control);
            return new Query(base, scope, filter, attributes, more);
        }
    }

    /** Handler of the pages of a result. */
    public interface Pages<T> {
        /** Converts an entry as its page arrives, possibly on another thread. */
        T receive(SearchResultEntry entry) throws ProblemException;

        /** Called with each complete page; nothing else uses the connection meanwhile. */
        default void complete(List<T> page) throws ProblemException {}

        void take(T item) throws ProblemException;
    }

    private record Page<T>(List<T> items, @Nullable ASN1OctetString next) {}

    /**
     * Runs a search to its last page.
     *
     * @throws LDAPException if the server rejects the search, or the connection ends
     */
    public <T> void run(Query query, Pages<T> pages) throws LDAPException, ProblemException {
        PageProgress progress = new PageProgress(query.base() + " at " + server, MOST_EMPTY_PAGES);
        Page<T> page = ask(query, pages, progress, null);
        while (true) {
            pages.complete(page.items());
            ASN1OctetString cookie = page.next();
            if (cookie == null) {
                takeAll(page, pages);
                return;
            }
            progress.endPage();
            Future<Page<T>> next = askAhead(query, pages, progress, cookie);
            try {
                takeAll(page, pages);
            } catch (ProblemException | RuntimeException e) {
                // The connection is busy until the requested page has arrived.
                leave(next);
                throw e;
            }
            page = await(next);
        }
    }

    /** The entry with this DN, {@code <GUID=…>} included; empty if it doesn't exist or isn't visible. */
    public Optional<SearchResultEntry> entry(Query query) throws LDAPException, ProblemException {
        deadline.check("Reading " + query.base() + " at " + server);
        try {
            return BoundedSearch.few(
                            connection,
                            server,
                            deadline.millisAtMost(ANSWER),
                            query.base(),
                            query.scope(),
                            query.filter(),
                            query.controls(),
                            query.attributes().toArray(String[]::new))
                    .stream()
                    .findFirst();
        } catch (LDAPException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static boolean isMissing(LDAPException failure) {
        return failure.getResultCode().equals(com.unboundid.ldap.sdk.ResultCode.NO_SUCH_OBJECT);
    }

    private static <T> void takeAll(Page<T> page, Pages<T> pages) throws ProblemException {
        for (T item : page.items()) {
            pages.take(item);
        }
    }

    private <T> Page<T> ask(Query query, Pages<T> pages, PageProgress progress, @Nullable ASN1OctetString cookie)
            throws LDAPException, ProblemException {
        deadline.check("Reading " + query.base() + " at " + server);
        List<T> items = new ArrayList<>();
        EntryListener listener = new EntryListener(
                entry -> {
                    progress.add(entry.getDN());
                    items.add(pages.receive(entry));
                },
                MOST_IN_A_PAGE);
        SearchRequest request = new SearchRequest(
                listener,
                query.base(),
                query.scope(),
                query.filter(),
                query.attributes().toArray(String[]::new));
        List<Control> controls = new ArrayList<>(query.controls());
        controls.add(new SimplePagedResultsControl(DirectoryConfig.PAGE_SIZE, cookie, true));
        controls.add(DOMAIN_SCOPE);
        request.setControls(controls);
        request.setResponseTimeoutMillis(deadline.millisAtMost(ANSWER));
        SearchResult result = BoundedSearch.run(connection, request, listener, server);
        return new Page<>(items, cookie(query, result));
    }

    private @Nullable ASN1OctetString cookie(Query query, SearchResult result) throws LDAPException, ProblemException {
        SimplePagedResultsControl paging = SimplePagedResultsControl.get(result);
        if (paging == null) {
            throw new ProblemException(new Problem(
                    ProblemType.LDAP_PAGE_LOST,
                    "Reading " + query.base() + " at " + server + ": the answer doesn't say whether more pages follow.",
                    "Read from an Active Directory domain controller, without a proxy in between."));
        }
        return paging.moreResultsToReturn() ? paging.getCookie() : null;
    }

    private <T> Future<Page<T>> askAhead(Query query, Pages<T> pages, PageProgress progress, ASN1OctetString cookie)
            throws ProblemException {
        try {
            return ahead.submit(() -> ask(query, pages, progress, cookie));
        } catch (RejectedExecutionException e) {
            throw stopped(e);
        }
    }

    private <T> Page<T> await(Future<Page<T>> next) throws LDAPException, ProblemException {
        try {
            return next.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LDAPException refused) {
                throw refused;
            }
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private <T> void leave(Future<Page<T>> next) {
        try {
            await(next);
        } catch (LDAPException | ProblemException | RuntimeException e) {
            // The first failure is reported, not this one.
            return;
        }
    }

    private ProblemException stopped(Exception cause) {
        return new ProblemException(
                new Problem(
                        ProblemType.SYNC_INTERRUPTED,
                        "Reading from " + server + " was stopped.",
                        "Start it again if that was not wanted."),
                cause);
    }
}
