package org.adcache.directory.read;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.connect.BoundedSearch;
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

    /** Consumer of ranges, in order; fails with an exception of its own if there are too many values. */
    @FunctionalInterface
    public interface Parts<E extends Exception> {
        void accept(Attribute part) throws ProblemException, E;
    }

    /** The server's ranges go back, stand still or leave values out. */
    public static final class BrokenRange extends Exception {
        private static final long serialVersionUID = 1;

        public BrokenRange(String name) {
            super(name, null, false, false);
        }
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

    /**
     * Reads the values after index {@code last}.
     *
     * @throws BrokenRange if a range isn't the one that follows
     */
    public <E extends Exception> void readAfter(int last, ObjectGuid object, String attribute, Parts<E> parts)
            throws ProblemException, BrokenRange, E {
        Optional<Integer> end = Optional.of(last);
        while (end.isPresent()) {
            int first = end.get() + 1;
            Map.Entry<AttributeRange, Attribute> part = read(object, attribute, first);
            end = part.getKey().last();
            if (part.getKey().first() != first
                    || (end.isPresent() && (end.get() < first || part.getValue().size() == 0))) {
                throw new BrokenRange(part.getValue().getName());
            }
            parts.accept(part.getValue());
        }
    }

    private Map.Entry<AttributeRange, Attribute> read(ObjectGuid object, String attribute, int first)
            throws ProblemException {
        String step = "Reading " + attribute + " of " + object + " from value " + first;
        deadline.check(step + " at " + server);
        try {
            List<SearchResultEntry> found = BoundedSearch.few(
                    connection,
                    server,
                    deadline.millisAtMost(ANSWER),
                    "<GUID=" + object + ">",
                    SearchScope.BASE,
                    Filter.createPresenceFilter("objectClass"),
                    List.of(ExtendedDn.control()),
                    AttributeRange.from(attribute, first));
            if (found.size() != 1) {
                throw changed(object, attribute);
            }
            return partOf(found.get(0), attribute).orElseThrow(() -> changed(object, attribute));
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
