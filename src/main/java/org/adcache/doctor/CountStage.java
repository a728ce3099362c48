package org.adcache.doctor;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.LdapProblems;
import org.adcache.directory.read.AccountRead;
import org.jspecify.annotations.Nullable;

/** Stage that counts the readable accounts of each type; it requests their GUIDs only. */
final class CountStage {
    private static final int PAGE = 1000;
    private static final Duration ANSWER = Duration.ofSeconds(15);
    /** LDAP_SERVER_DOMAIN_SCOPE_OID (MS-ADTS 3.1.1.3.4.1.4): no references to other naming contexts. */
    private static final Control DOMAIN_SCOPE = new Control("1.2.840.113556.1.4.1339", false);

    private final DirectoryConfig config;
    private final Deadline deadline;
    private final Deadline counting;

    /** @param counting when to stop counting and report that there are more */
    CountStage(DirectoryConfig config, Deadline deadline, Deadline counting) {
        this.config = config;
        this.deadline = deadline;
        this.counting = counting;
    }

    private record Count(int number, boolean complete) {
        @Override
        public String toString() {
            return complete ? Integer.toString(number) : "more than " + number;
        }
    }

    /** Returns the number of accounts counted. */
    StageResult<Integer> examine(BaseStage.SearchBase base) throws ProblemException {
        Map<String, Count> counts = new LinkedHashMap<>();
        counts.put("users", count(base, AccountRead.USERS));
        if (config.contacts()) {
            counts.put("contacts", count(base, AccountRead.CONTACTS));
        }
        if (config.groups()) {
            counts.put("groups", count(base, AccountRead.GROUPS));
        }
        int all = counts.values().stream().mapToInt(Count::number).sum();
        boolean complete = counts.values().stream().allMatch(Count::complete);
        if (all == 0 && complete) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.LDAP_NOTHING_READABLE,
                            "The bind succeeds, but no account below " + base.searchBase()
                                    + " can be read: there is none, or the service account may not see any.",
                            "Grant the service account List contents and Read property there, or correct the key \"search-base\"."));
        }
        String text = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return StageResult.of(
                all,
                "Readable below " + base.searchBase() + ": " + text
                        + (complete ? "." : "; counting was stopped, to keep the examination short."));
    }

    private Count count(BaseStage.SearchBase base, Filter filter) throws ProblemException {
        Counter counter = new Counter();
        ASN1OctetString cookie = null;
        do {
            if (counting.isOver()) {
                return new Count(counter.entries, false);
            }
            cookie = page(base, filter, counter, cookie);
        } while (cookie != null);
        return new Count(counter.entries, true);
    }

    private @Nullable ASN1OctetString page(
            BaseStage.SearchBase base, Filter filter, Counter counter, @Nullable ASN1OctetString cookie)
            throws ProblemException {
        String step = "Counting below " + base.searchBase();
        SearchRequest request = new SearchRequest(counter, base.searchBase(), SearchScope.SUB, filter, "objectGUID");
        request.setControls(new SimplePagedResultsControl(PAGE, cookie, true), DOMAIN_SCOPE);
        request.setResponseTimeoutMillis(deadline.millisAtMost(ANSWER));
        try {
            SearchResult result = base.server().connection().search(request);
            SimplePagedResultsControl paging = SimplePagedResultsControl.get(result);
            if (paging == null) {
                throw new ProblemException(new Problem(
                        ProblemType.LDAP_PAGE_LOST,
                        step + " at " + base.server().server() + ": the answer doesn't say whether more pages follow.",
                        "Read from an Active Directory domain controller, without a proxy in between."));
            }
            return paging.moreResultsToReturn() ? paging.getCookie() : null;
        } catch (LDAPException e) {
            throw LdapProblems.of(step, base.server().server().toString(), e);
        }
    }

    /** Listener that counts entries without keeping them. */
    private static final class Counter implements SearchResultListener {
        private static final long serialVersionUID = 1;

        private int entries;

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            entries++;
        }

        @Override
        public void searchReferenceReturned(SearchResultReference reference) {}
    }
}
