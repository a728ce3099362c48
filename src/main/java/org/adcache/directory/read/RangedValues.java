package org.adcache.directory.read;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.LdapProblems;

/** Ranged retrieval of the values of an attribute that its entry held only in part, by the object's GUID. */
public final class RangedValues {
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private final LDAPConnection connection;
    private final String server;
    private final Deadline deadline;

    public RangedValues(LDAPConnection connection, String server, Deadline deadline) {
        this.connection = connection;
        this.server = server;
        this.deadline = deadline;
    }

    /** Consumer of ranges, in order. */
    @FunctionalInterface
    public interface Parts {
        void accept(Attribute part) throws ProblemException;
    }

    /** The range of the attribute that the entry holds; empty if the entry holds it whole or not at all. */
    public static Optional<Map.Entry<AttributeRange, Attribute>> partOf(Entry entry, String attribute) {
        for (Attribute candidate : entry.getAttributes()) {
            if (candidate.hasOptions()) {
                Optional<AttributeRange> range =
                        AttributeRange.parse(candidate.getName()).filter(found -> found.is(attribute));
                if (range.isPresent()) {
                    return Optional.of(Map.entry(range.get(), candidate));
                }
            }
        }
        return Optional.empty();
    }

    /** Reads the values after index {@code last}. */
    public void readAfter(int last, ObjectGuid object, String attribute, Parts parts) throws ProblemException {
        Optional<Integer> end = Optional.of(last);
        while (end.isPresent()) {
            int first = end.get() + 1;
            Map.Entry<AttributeRange, Attribute> part = read(object, attribute, first);
            parts.accept(part.getValue());
            end = part.getKey().last();
            if (end.isPresent() && end.get() < first) {
                throw changed(object, attribute);
            }
        }
    }

    private Map.Entry<AttributeRange, Attribute> read(ObjectGuid object, String attribute, int first)
            throws ProblemException {
        String step = "Reading " + attribute + " of " + object + " from value " + first;
        deadline.check(step + " at " + server);
        SearchRequest request = new SearchRequest(
                "<GUID=" + object + ">",
                SearchScope.BASE,
                Filter.createPresenceFilter("objectClass"),
                AttributeRange.from(attribute, first));
        request.setControls(new Control[] {ExtendedDn.control()});
        request.setResponseTimeoutMillis(deadline.millisAtMost(ANSWER));
        try {
            SearchResult result = connection.search(request);
            if (result.getEntryCount() != 1) {
                throw changed(object, attribute);
            }
            return partOf(result.getSearchEntries().get(0), attribute).orElseThrow(() -> changed(object, attribute));
        } catch (LDAPException e) {
            throw LdapProblems.of(step, server, e);
        }
    }

    private ProblemException changed(ObjectGuid object, String attribute) {
        return new ProblemException(new Problem(
                ProblemType.LDAP_CHANGED_DURING_READ,
                "The object " + object + " changed at " + server + " while its " + attribute + " was being read.",
                "Nothing: the next cycle reads it again."));
    }
}
