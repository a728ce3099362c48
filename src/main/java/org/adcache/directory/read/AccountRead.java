package org.adcache.directory.read;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.AccountSink;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ListedSink;
import org.adcache.directory.ReadReport;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.directory.connect.LdapProblems;

/**
 * Reads of a connection's accounts: all, by GUID, below a container, or all without their content. Filter and search
 * base are always the connection's.
 */
public final class AccountRead {
    public static final Filter USERS = AccountClasses.USERS;
    public static final Filter CONTACTS = AccountClasses.CONTACTS;
    public static final Filter GROUPS = AccountClasses.GROUPS;

    private final DirectoryConfig config;
    private final PagedSearch search;
    private final RangedValues ranges;
    private final String server;
    private final String searchBase;
    private final AccountMapper mapper;
    private final DnCheck dnCheck;

    public AccountRead(
            DirectoryConfig config,
            PagedSearch search,
            RangedValues ranges,
            String server,
            DomainProbe.ProbedDomain found) {
        this.config = config;
        this.search = search;
        this.ranges = ranges;
        this.server = server;
        this.searchBase = config.searchBase().orElse(found.namingContext());
        this.mapper = new AccountMapper(config, found.domain());
        this.dnCheck = new DnCheck(config.limits());
    }

    /**
     * Reads all accounts. The extended DN control is sent only for groups, for their members' GUIDs: it makes Samba
     * take a fifth longer for each entry.
     */
    public ReadReport all(AccountSink sink) throws ProblemException {
        AccountPages pages = pages(sink);
        run(PagedSearch.Query.below(searchBase, anyOf(config.contacts(), false), mapper.attributes()), pages);
        if (config.groups()) {
            run(searchBase, GROUPS, pages);
        }
        if (pages.lacksGuids()) {
            throw new ProblemException(new Problem(
                    ProblemType.LDAP_GUID_UNREADABLE,
                    "No object that " + server + " returned has a readable objectGUID.",
                    "Grant the service account Read property on objectGUID below the search base."));
        }
        return pages.report();
    }

    public ReadReport groups(AccountSink sink) throws ProblemException {
        AccountPages pages = pages(sink);
        run(searchBase, GROUPS, pages);
        return pages.report();
    }

    public ReadReport objects(Set<ObjectGuid> objects, AccountSink sink) throws ProblemException {
        AccountPages pages = pages(sink);
        for (Filter batch : GuidFilter.batches(objects)) {
            run(searchBase, Filter.createANDFilter(filter(config), batch), pages);
        }
        return pages.report();
    }

    public ReadReport below(ObjectGuid container, AccountSink sink) throws ProblemException {
        AccountPages pages = pages(sink);
        Optional<String> place = place(container).filter(dnCheck::accepts);
        if (place.isPresent()) {
            String base = new DistinguishedName(searchBase).key();
            String inside = new DistinguishedName(place.get()).key();
            if (Subtree.contains(base, inside)) {
                runBelow(container, pages);
            } else if (Subtree.contains(inside, base)) {
                run(searchBase, filter(config), pages);
            }
        }
        return pages.report();
    }

    public void list(ListedSink sink) throws ProblemException {
        PagedSearch.Pages<Optional<Listed>> pages = new PagedSearch.Pages<>() {
            @Override
            public Optional<Listed> receive(SearchResultEntry entry) throws ProblemException {
                return listed(entry);
            }

            @Override
            public void take(Optional<Listed> listed) throws ProblemException {
                if (listed.isPresent()) {
                    sink.accept(listed.get().objectGuid(), listed.get().distinguishedName());
                }
            }
        };
        try {
            search.run(PagedSearch.Query.below(searchBase, filter(config), "objectGUID"), pages);
        } catch (LDAPException e) {
            throw failed(e);
        }
    }

    private record Listed(ObjectGuid objectGuid, DistinguishedName distinguishedName) {}

    /** The names of an entry; empty if they are malformed, when a read of the entry would be refused. */
    private Optional<Listed> listed(SearchResultEntry entry) throws ProblemException {
        return AccountMapper.guidIfWellFormed(entry)
                .filter(guid -> dnCheck.accepts(entry.getDN()))
                .map(guid -> new Listed(guid, new DistinguishedName(entry.getDN())));
    }

    private AccountPages pages(AccountSink sink) {
        return new AccountPages(config, mapper, ranges, sink);
    }

    private void run(String base, Filter filter, AccountPages pages) throws ProblemException {
        run(query(base, filter), pages);
    }

    private void run(PagedSearch.Query query, AccountPages pages) throws ProblemException {
        try {
            search.run(query, pages);
        } catch (LDAPException e) {
            throw failed(e);
        }
    }

    private PagedSearch.Query query(String base, Filter filter) {
        return PagedSearch.Query.below(base, filter, mapper.attributes()).with(ExtendedDn.control());
    }

    /** The container's DN; empty if it no longer exists. */
    private Optional<String> place(ObjectGuid container) throws ProblemException {
        String base = "<GUID=" + container + ">";
        try {
            return search.entry(new PagedSearch.Query(
                            base,
                            SearchScope.BASE,
                            Filter.createPresenceFilter("objectClass"),
                            List.of("1.1"),
                            List.of()))
                    .map(SearchResultEntry::getDN);
        } catch (LDAPException e) {
            throw LdapProblems.of("Finding the container " + container, server, e);
        }
    }

    private void runBelow(ObjectGuid container, AccountPages pages) throws ProblemException {
        try {
            search.run(query("<GUID=" + container + ">", filter(config)), pages);
        } catch (LDAPException e) {
            if (PagedSearch.isMissing(e) && pages.report().accounts() == 0) {
                return;
            }
            throw LdapProblems.of("Reading what is below the container " + container, server, e);
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
                                ProblemType.LDAP_SEARCH_BASE_MISSING,
                                "The search base " + searchBase + " does not exist in " + config.domain() + " at "
                                        + server + ", or the service account may not see it.",
                                "Correct the key \"search-base\", or grant the service account List contents there."),
                        failure)
                : LdapProblems.of("Reading " + searchBase, server, failure);
    }

    /** The filter for users, and for contacts and groups as configured. */
    public static Filter filter(DirectoryConfig config) {
        return anyOf(config.contacts(), config.groups());
    }

    private static Filter anyOf(boolean contacts, boolean groups) {
        List<Filter> kinds = new ArrayList<>();
        kinds.add(USERS);
        if (contacts) {
            kinds.addAll(List.of(CONTACTS.getComponents()));
        }
        if (groups) {
            kinds.addAll(List.of(GROUPS.getComponents()));
        }
        return kinds.size() == 1 ? kinds.get(0) : Filter.createORFilter(kinds);
    }
}
