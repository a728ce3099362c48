package org.adcache.doctor;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adcache.account.AccountType;
import org.adcache.account.ProblemException;
import org.adcache.account.ReadableShare;
import org.adcache.account.RequiredAttribute;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.LdapProblems;
import org.adcache.directory.read.AccountClasses;
import org.adcache.directory.read.AccountRead;
import org.jspecify.annotations.Nullable;

/**
 * Sample of the accounts below the search base: of which of them an attribute can be read that all have, and what none
 * of them shows, though some usually have it.
 */
final class AttributeSample {
    static final String USN_CHANGED = "uSNChanged";

    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final int PAGE = 500;
    private static final int PAGES = 4;
    private static final String CLASS = "objectClass";
    /** LDAP_SERVER_DOMAIN_SCOPE_OID (MS-ADTS 3.1.1.3.4.1.4): no references to other naming contexts. */
    private static final Control DOMAIN_SCOPE = new Control("1.2.840.113556.1.4.1339", false);

    /** Among so many accounts it is no coincidence that none has a value. */
    private static final int ENOUGH = 20;

    private final BaseStage.SearchBase base;
    private final List<String> emailAttributes;
    private final Deadline deadline;
    private final List<Absence> absences = new ArrayList<>();
    private int objects;

    AttributeSample(BaseStage.SearchBase base, List<String> emailAttributes, Deadline deadline) {
        this.base = base;
        this.emailAttributes = emailAttributes;
        this.deadline = deadline;
    }

    /** The number of objects read so far. */
    int objects() {
        return objects;
    }

    /** Attributes of which none of a number of accounts shows one. */
    record Absence(int accounts, AccountType type, List<String> attributes) {}

    /** What was found absent so far, though some accounts of the type usually have it. */
    List<Absence> absences() {
        return List.copyOf(absences);
    }

    /** The attributes that every object of the type has, and that can't be read of all. */
    List<ReadableShare> unreadable(AccountType type) throws ProblemException {
        List<List<String>> usual = usual(type);
        Map<String, Integer> readable = new LinkedHashMap<>();
        usual.stream().flatMap(List::stream).forEach(attribute -> readable.put(attribute, 0));
        RequiredAttribute.of(type).forEach(attribute -> readable.put(attribute.ldapName(), 0));
        readable.put(USN_CHANGED, 0);
        int all = 0;
        ASN1OctetString cookie = null;
        for (int page = 0; page == 0 || (cookie != null && page < PAGES); page++) {
            SearchResult result = page(type, readable, cookie);
            all += count(result.getSearchEntries(), readable);
            SimplePagedResultsControl paging = paging(result);
            cookie = paging != null && paging.moreResultsToReturn() ? paging.getCookie() : null;
        }
        objects += all;
        for (List<String> attributes : usual) {
            boolean none = attributes.stream().mapToInt(readable::get).sum() == 0;
            if (none && all >= ENOUGH) {
                absences.add(new Absence(all, type, attributes));
            }
            attributes.forEach(readable::remove);
        }
        List<ReadableShare> shares = new ArrayList<>();
        for (Map.Entry<String, Integer> attribute : readable.entrySet()) {
            if (attribute.getValue() < all) {
                shares.add(ReadableShare.of(type, attribute.getKey(), attribute.getValue(), all));
            }
        }
        return shares;
    }

    /** Attributes, of each list at least one, that some accounts of a type have in nearly every domain. */
    private List<List<String>> usual(AccountType type) {
        return switch (type) {
            case USER -> List.of(emailAttributes, List.of("memberOf"));
            case CONTACT -> List.of(emailAttributes);
            case GROUP -> List.of(List.of("member"));
        };
    }

    /** Counts the objects that have all these attributes; a dynamic group has no SID and no account name. */
    private static int count(List<SearchResultEntry> entries, Map<String, Integer> readable) {
        int all = 0;
        for (SearchResultEntry entry : entries) {
            if (!entry.hasAttributeValue(CLASS, AccountClasses.DYNAMIC_GROUP)) {
                all++;
                readable.replaceAll((attribute, count) -> count + (entry.hasAttribute(attribute) ? 1 : 0));
            }
        }
        return all;
    }

    private SearchResult page(AccountType type, Map<String, Integer> readable, @Nullable ASN1OctetString cookie)
            throws ProblemException {
        List<String> attributes = new ArrayList<>(readable.keySet());
        attributes.add(CLASS);
        SearchRequest request =
                new SearchRequest(base.searchBase(), SearchScope.SUB, filter(type), attributes.toArray(String[]::new));
        request.setControls(new SimplePagedResultsControl(PAGE, cookie, true), DOMAIN_SCOPE);
        request.setResponseTimeoutMillis(deadline.millisAtMost(ANSWER));
        try {
            return base.server().connection().search(request);
        } catch (LDAPException e) {
            throw failed(e);
        }
    }

    private @Nullable SimplePagedResultsControl paging(SearchResult result) throws ProblemException {
        try {
            return SimplePagedResultsControl.get(result);
        } catch (LDAPException e) {
            throw failed(e);
        }
    }

    private ProblemException failed(LDAPException failure) {
        return LdapProblems.of(
                "Reading a sample below " + base.searchBase(),
                base.server().server().toString(),
                failure);
    }

    private static Filter filter(AccountType type) {
        return switch (type) {
            case USER -> AccountRead.USERS;
            case CONTACT -> AccountRead.CONTACTS;
            case GROUP -> AccountRead.GROUPS;
        };
    }
}
