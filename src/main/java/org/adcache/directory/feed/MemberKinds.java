package org.adcache.directory.feed;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.directory.connect.LdapProblems;
import org.adcache.directory.read.AccountMapper;
import org.adcache.directory.read.GuidFilter;
import org.adcache.directory.read.PagedSearch;

/**
 * Queries for the class of objects of the domain, or of all domains of the forest at its global catalog, by GUID. Class
 * and {@code groupType} are in the partial attribute set of a global catalog.
 */
public final class MemberKinds {
    private static final String CLASS = "objectClass";
    private static final String GROUP_TYPE = "groupType";
    private static final String FOREIGN_PRINCIPAL = "foreignsecurityprincipal";
    /** GROUP_TYPE_ACCOUNT_GROUP (MS-ADTS 2.2.12): a global group, whose members are of its own domain. */
    private static final int GLOBAL = 2;
    /** The base of a search in all domains that a global catalog has. */
    private static final String FOREST = "";

    private final PagedSearch search;
    private final String server;
    private final String base;
    private final boolean ofOtherDomains;

    private MemberKinds(PagedSearch search, String server, String base, boolean ofOtherDomains) {
        this.search = search;
        this.server = server;
        this.base = base;
        this.ofOtherDomains = ofOtherDomains;
    }

    /** The objects of one domain. */
    public static MemberKinds ofDomain(PagedSearch search, String server, String namingContext) {
        return new MemberKinds(search, server, namingContext, false);
    }

    /** The objects of the forest's other domains. */
    public static MemberKinds ofForest(PagedSearch search, String server) {
        return new MemberKinds(search, server, FOREST, true);
    }

    /**
     * Adds the kinds of these objects to a map; those that aren't found are left out.
     *
     * @throws ProblemException if the read is incomplete
     */
    public void find(Set<ObjectGuid> objects, Map<ObjectGuid, GroupMember.Kind> kinds) throws ProblemException {
        for (Filter batch : GuidFilter.batches(objects)) {
            Map<ObjectGuid, GroupMember.Kind> found = new HashMap<>();
            PagedSearch.Query query = PagedSearch.Query.below(base, batch, "objectGUID", CLASS, GROUP_TYPE);
            try {
                search.run(query, new PagedSearch.Pages<SearchResultEntry>() {
                    @Override
                    public SearchResultEntry receive(SearchResultEntry entry) {
                        return entry;
                    }

                    @Override
                    public void take(SearchResultEntry entry) {
                        AccountMapper.guidIfWellFormed(entry).ifPresent(guid -> found.put(guid, kind(entry)));
                    }
                });
            } catch (LDAPException e) {
                throw LdapProblems.of("Asking for the class of members", server, e);
            }
            kinds.putAll(found);
        }
    }

    private GroupMember.Kind kind(SearchResultEntry entry) {
        String[] values = entry.getAttributeValues(CLASS);
        Set<String> classes = new HashSet<>();
        for (String name : values == null ? new String[0] : values) {
            classes.add(name.toLowerCase(Locale.ROOT));
        }
        if (classes.contains(FOREIGN_PRINCIPAL)) {
            return GroupMember.Kind.ELSEWHERE;
        }
        if (classes.isEmpty() || classes.stream().anyMatch(MemberKinds::isGroup)) {
            Integer type = entry.getAttributeValueAsInteger(GROUP_TYPE);
            boolean global = ofOtherDomains && type != null && (type & GLOBAL) != 0;
            return global ? GroupMember.Kind.ELSEWHERE : GroupMember.Kind.UNKNOWN;
        }
        return GroupMember.Kind.NO_GROUP;
    }

    private static boolean isGroup(String objectClass) {
        return objectClass.equals("group")
                || objectClass.startsWith("groupof")
                || objectClass.equals("msexchdynamicdistributionlist");
    }
}
