package org.adcache.demo.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.Syntax;
import org.adcache.demo.search.Replica;

/**
 * Writer of DirSync results: the requested attributes that changed after a cookie, empty where they were removed, and
 * the identity of the entry.
 */
final class DirSyncWriter {
    /** Constructed, back links, or local to each controller. */
    private static final Set<AttributeType> NOT_REPLICATED = Set.of(
            AttributeType.DISTINGUISHED_NAME,
            AttributeType.MEMBER_OF,
            AttributeType.WHEN_CHANGED,
            AttributeType.USN_CHANGED,
            AttributeType.USN_CREATED,
            AttributeType.PARENT_GUID);

    /** The name of an entry is returned as {@code name}, never as its naming attribute. */
    private static final Set<AttributeType> NAMING = Set.of(AttributeType.CN, AttributeType.OU, AttributeType.DC);

    private static final Set<AttributeType> ALWAYS = Set.of(AttributeType.OBJECT_GUID, AttributeType.INSTANCE_TYPE);

    private final Replica replica;
    private final DirectoryTree tree;
    private final ExtendedNames names;
    private final Set<AttributeType> requested;
    private final boolean incremental;

    DirSyncWriter(Replica replica, ExtendedNames names, Set<AttributeType> requested, boolean incremental) {
        this.replica = replica;
        this.tree = replica.tree();
        this.names = names;
        this.requested = requested;
        this.incremental = incremental;
    }

    /** Returns empty if no requested attribute has changed after a cookie. */
    Optional<SearchResultEntryProtocolOp> write(DirectoryEntry entry, DirSyncCookie since) {
        if (entry.isDeleted() && !requested.contains(AttributeType.IS_DELETED)) {
            return Optional.empty();
        }
        List<Attribute> attributes = new ArrayList<>();
        boolean nameChanged = false;
        for (AttributeType type : requested) {
            if (replica.reads(entry, type) && !NOT_REPLICATED.contains(type) && !NAMING.contains(type)) {
                int before = attributes.size();
                if (type == AttributeType.MEMBER) {
                    addMembers(attributes, entry, since);
                } else if (since.lacks(entry.changed(type), entry.originChanged(type))) {
                    add(attributes, type, entry);
                }
                nameChanged |= type == AttributeType.NAME_OF_RDN && attributes.size() > before;
            }
        }
        if (attributes.isEmpty()) {
            return Optional.empty();
        }
        addIdentity(attributes, entry, nameChanged);
        return Optional.of(new SearchResultEntryProtocolOp(names.of(tree, entry), attributes));
    }

    /** Writes a tombstone that the client may not read. */
    Optional<SearchResultEntryProtocolOp> writeGuid(DirectoryEntry tombstone) {
        AttributeType type = AttributeType.OBJECT_GUID;
        return requested.contains(AttributeType.IS_DELETED)
                ? Optional.of(new SearchResultEntryProtocolOp(
                        "", List.of(attribute(type.ldapName(), type, tree.values(tombstone, type)))))
                : Optional.empty();
    }

    /** An attribute without values reports its removal, perhaps after an earlier part reported values. */
    private void add(List<Attribute> attributes, AttributeType type, DirectoryEntry entry) {
        List<String> values = replica.values(entry, type);
        if (!values.isEmpty() || entry.changed(type) > entry.created()) {
            attributes.add(attribute(type.ldapName(), type, values));
        }
    }

    private void addIdentity(List<Attribute> attributes, DirectoryEntry entry, boolean nameChanged) {
        Predicate<AttributeType> missing =
                type -> attributes.stream().noneMatch(each -> each.getName().equals(type.ldapName()));
        for (AttributeType type : ALWAYS) {
            if (missing.test(type) && replica.reads(entry, type)) {
                attributes.add(attribute(type.ldapName(), type, tree.values(entry, type)));
            }
        }
        AttributeType parent = AttributeType.PARENT_GUID;
        List<String> guid = tree.values(entry, parent);
        if (nameChanged && !guid.isEmpty()) {
            attributes.add(attribute(parent.ldapName(), parent, guid));
        }
    }

    private void addMembers(List<Attribute> attributes, DirectoryEntry entry, DirSyncCookie since) {
        AttributeType type = AttributeType.MEMBER;
        int[] members = tree.members(entry);
        boolean everHadSome = members.length > 0 || entry.changed(type) > entry.created();
        if (!since.lacks(entry.changed(type), entry.originChanged(type)) || !everHadSome) {
            return;
        }
        if (!incremental) {
            attributes.add(attribute(type.ldapName(), type, distinguishedNames(Arrays.stream(members))));
            return;
        }
        NavigableMap<Integer, Boolean> links = tree.memberChanges(entry, since.known());
        addPart(attributes, "member;range=0-0", with(links, false));
        boolean isNew = entry.created() > since.known();
        addPart(attributes, "member;range=1-1", isNew ? Arrays.stream(members) : with(links, true));
    }

    private static IntStream with(NavigableMap<Integer, Boolean> links, boolean present) {
        return links.entrySet().stream()
                .filter(link -> link.getValue() == present)
                .mapToInt(Map.Entry::getKey);
    }

    private void addPart(List<Attribute> attributes, String name, IntStream positions) {
        List<String> values = distinguishedNames(positions);
        if (!values.isEmpty()) {
            attributes.add(attribute(name, AttributeType.MEMBER, values));
        }
    }

    private List<String> distinguishedNames(IntStream positions) {
        return positions
                .mapToObj(tree::at)
                .flatMap(Optional::stream)
                .map(entry -> names.of(tree, entry))
                .toList();
    }

    private Attribute attribute(String name, AttributeType type, List<String> values) {
        return new Attribute(
                name, values.stream().map(value -> octets(type, value)).toArray(ASN1OctetString[]::new));
    }

    private ASN1OctetString octets(AttributeType type, String value) {
        return type.syntax().binary()
                ? new ASN1OctetString(type.syntax().toBytes(value))
                : new ASN1OctetString(type.syntax() == Syntax.NAME ? names.of(tree, value) : value);
    }
}
