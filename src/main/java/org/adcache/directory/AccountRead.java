package org.adcache.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * One whole read of a domain: page after page on one connection, because the server ties the cookie to it. Between two
 * pages the attributes are completed that a page held only in part.
 */
final class AccountRead {
    static final int PAGE = 500;
    /** AD itself gives up after 120 s (MaxQueryDuration). */
    private static final Duration ANSWER = Duration.ofSeconds(130);
    /** LDAP_SERVER_DOMAIN_SCOPE_OID (MS-ADTS 3.1.1.3.4.1.4): no references to other naming contexts. */
    private static final Control DOMAIN_SCOPE = new Control("1.2.840.113556.1.4.1339", false);

    /** Computers are users of another category. */
    static final Filter USERS = Filter.createANDFilter(
            Filter.createEqualityFilter("objectCategory", "person"),
            Filter.createEqualityFilter("objectClass", "user"));

    static final Filter CONTACTS = Filter.createEqualityFilter("objectClass", "contact");
    static final Filter GROUPS = Filter.createEqualityFilter("objectClass", "group");

    private final DirectoryConfig config;
    private final LDAPConnection connection;
    private final String server;
    private final String searchBase;
    private final AccountMapper mapper;
    private final Deadline deadline;

    AccountRead(
            DirectoryConfig config,
            LDAPConnection connection,
            String server,
            DomainProbe.Found found,
            Deadline deadline) {
        this.config = config;
        this.connection = connection;
        this.server = server;
        this.searchBase = config.searchBase().orElse(found.namingContext());
        this.mapper = new AccountMapper(config, found.domain());
        this.deadline = deadline;
    }

    ReadReport run(AccountSink sink) throws ProblemException {
        AccountPages pages = new AccountPages(config, mapper, new RangedValues(connection, server, deadline), sink);
        ASN1OctetString cookie = null;
        do {
            deadline.check("Reading " + searchBase + " at " + server);
            SearchResult result = page(pages, cookie);
            pages.finishPage();
            cookie = cookie(result);
        } while (cookie != null);
        return pages.report();
    }

    private SearchResult page(AccountPages pages, @Nullable ASN1OctetString cookie) throws ProblemException {
        SearchRequest request =
                new SearchRequest(pages, searchBase, SearchScope.SUB, filter(config), mapper.attributes());
        request.setControls(new SimplePagedResultsControl(PAGE, cookie, true), ExtendedDn.control(), DOMAIN_SCOPE);
        request.setResponseTimeoutMillis(deadline.millisAtMost(ANSWER));
        try {
            return connection.search(request);
        } catch (LDAPException e) {
            throw failed(e);
        }
    }

    private @Nullable ASN1OctetString cookie(SearchResult result) throws ProblemException {
        try {
            SimplePagedResultsControl paging = SimplePagedResultsControl.get(result);
            if (paging == null) {
                throw new ProblemException(new Problem(
                        "ldap-page-lost",
                        "Reading " + searchBase + " at " + server
                                + ": the answer doesn't say whether more pages follow.",
                        "Read from an Active Directory domain controller, without a proxy in between."));
            }
            return paging.moreResultsToReturn() ? paging.getCookie() : null;
        } catch (LDAPException e) {
            throw LdapProblems.of("Reading the next page of " + searchBase, server, e);
        }
    }

    private ProblemException failed(LDAPException failure) {
        int code = failure.getResultCode().intValue();
        boolean misplaced = code == ResultCode.NO_SUCH_OBJECT_INT_VALUE
                || code == ResultCode.REFERRAL_INT_VALUE
                || code == ResultCode.INVALID_DN_SYNTAX_INT_VALUE;
        return misplaced
                ? new ProblemException(
                        new Problem(
                                "ldap-search-base-missing",
                                "The search base " + searchBase + " does not exist in " + config.domain() + " at "
                                        + server + ", or the service account may not see it.",
                                "Correct the key \"search-base\", or grant the service account List contents there."),
                        failure)
                : LdapProblems.of("Reading " + searchBase, server, failure);
    }

    /** Users, and contacts and groups as configured. */
    static Filter filter(DirectoryConfig config) {
        List<Filter> kinds = new ArrayList<>();
        kinds.add(USERS);
        if (config.contacts()) {
            kinds.add(CONTACTS);
        }
        if (config.groups()) {
            kinds.add(GROUPS);
        }
        return kinds.size() == 1 ? kinds.get(0) : Filter.createORFilter(kinds);
    }
}
