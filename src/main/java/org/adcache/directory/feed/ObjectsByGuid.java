package org.adcache.directory.feed;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.EntryLimits;
import org.adcache.directory.GroupsSink;
import org.adcache.directory.connect.EntryListener;
import org.adcache.directory.connect.LdapProblems;
import org.adcache.directory.read.AccountMapper;
import org.adcache.directory.read.AccountRead;
import org.adcache.directory.read.AttributeRange;
import org.adcache.directory.read.DnCheck;
import org.adcache.directory.read.ExtendedDn;
import org.adcache.directory.read.GuidFilter;
import org.adcache.directory.read.PagedSearch;
import org.adcache.directory.read.RangedValues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries for objects of any class anywhere in the domain, by GUID; they read GUIDs, DNs and memberships only. */
public final class ObjectsByGuid {
    private static final Logger log = LoggerFactory.getLogger(ObjectsByGuid.class);
    private static final String GUID = "objectGUID";
    private static final String MEMBER_OF = "memberOf";
    /** Searches for members by name; a server may have to compare each with the members of all groups. */
    private static final int MOST_BATCHES = 10;
    /** LDAP_SERVER_SHOW_DELETED_OID (MS-ADTS 3.1.1.3.4.1.14). */
    private static final Control SHOW_DELETED = new Control("1.2.840.113556.1.4.417", true);

    private static final Filter TOMBSTONE = Filter.createEqualityFilter("isDeleted", "TRUE");

    private final PagedSearch search;
    private final RangedValues ranges;
    private final String server;
    private final String namingContext;
    private final EntryLimits limits;
    private final DnCheck names;
    private final String deletedObjects;

    public ObjectsByGuid(
            PagedSearch search, RangedValues ranges, String server, String namingContext, EntryLimits limits) {
        this.search = search;
        this.ranges = ranges;
        this.server = server;
        this.namingContext = namingContext;
        this.limits = limits;
        this.names = new DnCheck(limits);
        this.deletedObjects = "CN=Deleted Objects," + namingContext;
    }

    public Set<ObjectGuid> visibleAmong(Set<ObjectGuid> objects) throws ProblemException {
        Set<ObjectGuid> visible = new HashSet<>();
        for (Filter batch : GuidFilter.batches(objects)) {
            collect(PagedSearch.Query.below(namingContext, batch, GUID), visible);
        }
        return visible;
    }

    Set<ObjectGuid> containersAmong(Set<ObjectGuid> objects) throws ProblemException {
        return among(objects, FeedClasses.containers());
    }

    /** The objects among these that a filter matches. */
    Set<ObjectGuid> among(Set<ObjectGuid> objects, Filter condition) throws ProblemException {
        Set<ObjectGuid> matching = new HashSet<>();
        for (Filter batch : GuidFilter.batches(objects)) {
            collect(PagedSearch.Query.below(namingContext, Filter.createANDFilter(condition, batch), GUID), matching);
        }
        return matching;
    }

    /** The objects among these that show all these attributes. */
    Set<ObjectGuid> showing(Set<ObjectGuid> objects, List<String> attributes) throws ProblemException {
        List<String> asked = new ArrayList<>(attributes);
        asked.add(GUID);
        Set<ObjectGuid> showing = new HashSet<>();
        for (Filter batch : GuidFilter.batches(objects)) {
            run(PagedSearch.Query.below(namingContext, batch, asked.toArray(String[]::new)), entry -> {
                if (attributes.stream().allMatch(entry::hasAttribute)) {
                    AccountMapper.guidIfWellFormed(entry).ifPresent(showing::add);
                }
            });
        }
        return showing;
    }

    /** The keys of the DNs of all containers of the domain. */
    Map<ObjectGuid, String> containers() throws ProblemException {
        Map<ObjectGuid, String> keys = new HashMap<>();
        run(PagedSearch.Query.below(namingContext, FeedClasses.containers(), GUID), entry -> {
            Optional<ObjectGuid> container = AccountMapper.guidIfWellFormed(entry);
            if (container.isPresent() && names.accepts(entry.getDN())) {
                keys.put(container.get(), new DistinguishedName(entry.getDN()).key());
            }
        });
        return keys;
    }

    /**
     * Whether tombstones are readable. Samba shows the container itself to any account, but its attributes only with
     * read access.
     */
    public boolean canReadDeleted() throws ProblemException {
        try {
            return search.entry(new PagedSearch.Query(
                            deletedObjects,
                            SearchScope.BASE,
                            Filter.createPresenceFilter("objectClass"),
                            List.of(GUID),
                            List.of(SHOW_DELETED)))
                    .filter(container -> container.hasAttribute(GUID))
                    .isPresent();
        } catch (LDAPException e) {
            if (LdapProblems.isOfTheServer(e) || e.getResultCode().isClientSideResultCode()) {
                throw LdapProblems.of("Looking into " + deletedObjects, server, e);
            }
            return false;
        }
    }

    public Set<ObjectGuid> deletedAmong(Set<ObjectGuid> objects) throws ProblemException {
        Set<ObjectGuid> deleted = new HashSet<>();
        for (Filter batch : GuidFilter.batches(objects)) {
            collect(deleted(Filter.createANDFilter(TOMBSTONE, batch)), deleted);
        }
        return deleted;
    }

    void deletedSince(Filter since, EntryListener.EntryTaker tombstones) throws ProblemException {
        run(deleted(Filter.createANDFilter(TOMBSTONE, since)), tombstones);
    }

    private PagedSearch.Query deleted(Filter filter) {
        return PagedSearch.Query.below(deletedObjects, filter, GUID).with(SHOW_DELETED);
    }

    public void groupsOf(Set<ObjectGuid> objects, GroupsSink sink) throws ProblemException {
        for (Filter batch : GuidFilter.batches(objects)) {
            run(
                    PagedSearch.Query.below(namingContext, batch, GUID, MEMBER_OF)
                            .with(ExtendedDn.control()),
                    new Groups(sink));
        }
    }

    /** The groups that list one of the first thousand of these objects as a member. */
    public Set<ObjectGuid> groupsListing(Set<ObjectGuid> objects) throws ProblemException {
        Set<ObjectGuid> groups = new HashSet<>();
        List<Filter> batches = GuidFilter.batches(objects);
        for (Filter batch : batches.subList(0, Math.min(batches.size(), MOST_BATCHES))) {
            List<Filter> named = new ArrayList<>();
            run(
                    PagedSearch.Query.below(namingContext, batch, GUID),
                    entry -> named.add(Filter.createEqualityFilter("member", entry.getDN())));
            if (!named.isEmpty()) {
                Filter listing = Filter.createANDFilter(AccountRead.GROUPS, Filter.createORFilter(named));
                collect(PagedSearch.Query.below(namingContext, listing, GUID), groups);
            }
        }
        return groups;
    }

    private void collect(PagedSearch.Query query, Set<ObjectGuid> found) throws ProblemException {
        run(query, entry -> AccountMapper.guidIfWellFormed(entry).ifPresent(found::add));
    }

    /** Runs a search and passes on the entries of each complete page. */
    private void run(PagedSearch.Query query, EntryListener.EntryTaker taker) throws ProblemException {
        run(query, new PagedSearch.Pages<SearchResultEntry>() {
            @Override
            public SearchResultEntry receive(SearchResultEntry entry) {
                return entry;
            }

            @Override
            public void take(SearchResultEntry entry) throws ProblemException {
                taker.take(entry);
            }
        });
    }

    private <T> void run(PagedSearch.Query query, PagedSearch.Pages<T> pages) throws ProblemException {
        try {
            search.run(query, pages);
        } catch (LDAPException e) {
            throw LdapProblems.of("Asking for objects below " + query.base(), server, e);
        }
    }

    /** Page handler that passes on the values of memberOf, completed between two pages. */
    private final class Groups implements PagedSearch.Pages<SearchResultEntry> {
        private final GroupsSink sink;

        Groups(GroupsSink sink) {
            this.sink = sink;
        }

        @Override
        public SearchResultEntry receive(SearchResultEntry entry) {
            return entry;
        }

        @Override
        public void complete(List<SearchResultEntry> page) throws ProblemException {
            for (SearchResultEntry entry : page) {
                Optional<ObjectGuid> object = AccountMapper.guidIfWellFormed(entry);
                if (object.isEmpty()) {
                    continue;
                }
                try {
                    sink.accept(object.get(), groups(entry, object.get()));
                } catch (RangedValues.BrokenRange e) {
                    // Its groups are read again, as those of an object that isn't visible.
                    log.debug("the groups of {} can't be read at {}", object.get(), server, e);
                }
            }
        }

        private Set<ObjectGuid> groups(SearchResultEntry entry, ObjectGuid object)
                throws ProblemException, RangedValues.BrokenRange {
            Set<ObjectGuid> groups = new HashSet<>();
            boolean isExtended = AccountMapper.isExtended(entry);
            Optional<Map.Entry<AttributeRange, Attribute>> part = RangedValues.partOf(entry, MEMBER_OF);
            Attribute whole = entry.getAttribute(MEMBER_OF);
            if (part.isPresent()) {
                add(part.get().getValue(), isExtended, groups);
                Optional<Integer> last = part.get().getKey().last();
                if (last.isPresent()) {
                    ranges.readAfter(last.get(), object, MEMBER_OF, more -> add(more, isExtended, groups));
                }
            } else if (whole != null) {
                add(whole, isExtended, groups);
            }
            return groups;
        }

        @Override
        public void take(SearchResultEntry entry) {}

        private void add(Attribute memberOf, boolean isExtended, Set<ObjectGuid> groups)
                throws ProblemException, RangedValues.BrokenRange {
            for (String value : memberOf.getValues()) {
                ExtendedDn group = ExtendedDn.parse(value);
                boolean unidentified = group.objectGuid().isEmpty() && isExtended;
                if (group.isMalformed() || unidentified || !limits.members().allows(groups.size())) {
                    throw new RangedValues.BrokenRange(memberOf.getName());
                }
                groups.add(group.objectGuid()
                        .orElseThrow(() -> new ProblemException(new Problem(
                                ProblemType.LDAP_EXTENDED_DN_MISSING,
                                "The groups of an object came without their GUIDs from " + server + ".",
                                "Read from a domain controller that supports the control 1.2.840.113556.1.4.529."))));
            }
        }
    }
}
