package org.adcache.doctor;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.directory.AttributeFlaw;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.LdapProblems;

/** Definitions of attributes and classes in the directory's schema (MS-ADTS 3.1.1.2.3), by LDAP display name. */
final class SchemaLookup {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** A class that every schema has: without it, the schema can't be read. */
    private static final String KNOWN_CLASS = "user";

    private static final int ODD = 1;
    private static final int NOT_REPLICATED = 1;
    private static final int CONSTRUCTED = 4;
    private static final int CONFIDENTIAL = 128;
    /** Octet strings, security descriptors and SIDs. */
    private static final Set<String> BINARY = Set.of("2.5.5.10", "2.5.5.15", "2.5.5.17");
    /** Not replicated as such, but reported with each rename. */
    private static final Set<String> NAMES = Set.of("distinguishedname", "name");

    private final Map<String, SearchResultEntry> definitions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private SchemaLookup() {}

    /** Reads these definitions; none if the schema can't be read. */
    static SchemaLookup read(BaseStage.SearchBase base, Collection<String> names, Deadline deadline)
            throws ProblemException {
        SchemaLookup schema = new SchemaLookup();
        if (base.found().configuration().isPresent()) {
            schema.read(base, "CN=Schema," + base.found().configuration().get(), names, deadline);
        }
        return schema;
    }

    private void read(BaseStage.SearchBase base, String container, Collection<String> names, Deadline deadline)
            throws ProblemException {
        List<Filter> wanted = new ArrayList<>();
        wanted.add(Filter.createEqualityFilter("lDAPDisplayName", KNOWN_CLASS));
        names.forEach(name -> wanted.add(Filter.createEqualityFilter("lDAPDisplayName", name)));
        SearchRequest request = new SearchRequest(
                container,
                SearchScope.ONE,
                Filter.createORFilter(wanted),
                "lDAPDisplayName",
                "schemaIDGUID",
                "linkID",
                "systemFlags",
                "searchFlags",
                "attributeSyntax");
        request.setResponseTimeoutMillis(deadline.millisAtMost(ANSWER));
        try {
            for (SearchResultEntry entry :
                    base.server().connection().search(request).getSearchEntries()) {
                String name = entry.getAttributeValue("lDAPDisplayName");
                if (name != null) {
                    definitions.put(name, entry);
                }
            }
        } catch (LDAPException e) {
            if (!e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                throw LdapProblems.of(
                        "Reading the schema", base.server().server().toString(), e);
            }
        }
    }

    /** The identifier of an attribute or a class in access control entries. */
    Optional<ObjectGuid> id(String name) {
        return Optional.ofNullable(definitions.get(name))
                .map(entry -> entry.getAttributeValueBytes("schemaIDGUID"))
                .filter(bytes -> bytes.length == ObjectGuid.BYTES)
                .map(ObjectGuid::fromBytes);
    }

    /** The flaw of an extra attribute; that of the well-known ones if the schema can't be read. */
    Optional<AttributeFlaw> flaw(String attribute) {
        if (!definitions.containsKey(KNOWN_CLASS)) {
            return AttributeFlaw.wellKnown(attribute);
        }
        SearchResultEntry definition = definitions.get(attribute);
        return definition == null ? Optional.of(AttributeFlaw.NO_SUCH_ATTRIBUTE) : flaw(attribute, definition);
    }

    private static Optional<AttributeFlaw> flaw(String attribute, SearchResultEntry definition) {
        int systemFlags = number(definition, "systemFlags");
        if ((number(definition, "linkID") & ODD) != 0) {
            return Optional.of(AttributeFlaw.BACK_LINK);
        }
        if ((systemFlags & CONSTRUCTED) != 0) {
            return Optional.of(AttributeFlaw.CONSTRUCTED);
        }
        if ((systemFlags & NOT_REPLICATED) != 0 && !NAMES.contains(attribute.toLowerCase(Locale.ROOT))) {
            return Optional.of(AttributeFlaw.NOT_REPLICATED);
        }
        if ((number(definition, "searchFlags") & CONFIDENTIAL) != 0) {
            return Optional.of(AttributeFlaw.CONFIDENTIAL);
        }
        return Optional.ofNullable(definition.getAttributeValue("attributeSyntax"))
                .filter(BINARY::contains)
                .map(binary -> AttributeFlaw.BINARY);
    }

    private static int number(SearchResultEntry definition, String attribute) {
        Integer value = definition.getAttributeValueAsInteger(attribute);
        return value == null ? 0 : value;
    }
}
