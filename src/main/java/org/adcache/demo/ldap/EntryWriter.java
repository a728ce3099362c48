package org.adcache.demo.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.Syntax;
import org.adcache.demo.search.Replica;

/** Writer of search results: the selected attributes, links cut to the server's limit, names as requested. */
record EntryWriter(
        Replica replica, AttributeSelection selection, ExtendedNames names, boolean typesOnly, int maxValueRange) {

    SearchResultEntryProtocolOp write(DirectoryEntry entry) throws LDAPException {
        List<Attribute> attributes = new ArrayList<>(selection.attributes().size());
        for (AttributeSelection.Selected selected : selection.attributes()) {
            AttributeType type = selected.type();
            if (type.syntax() == Syntax.LINK) {
                addLinks(attributes, type, entry, selected.range());
            } else if (type == AttributeType.DISTINGUISHED_NAME && replica.reads(entry, type)) {
                attributes.add(ownName(entry));
            } else {
                List<String> values = replica.values(entry, type);
                if (!values.isEmpty()) {
                    attributes.add(attribute(type.ldapName(), type, values));
                }
            }
        }
        return new SearchResultEntryProtocolOp(names.of(replica.tree(), entry), attributes);
    }

    /** Takes the name from the entry at hand, which saves a lookup by name. */
    private Attribute ownName(DirectoryEntry entry) {
        String name = AttributeType.DISTINGUISHED_NAME.ldapName();
        return typesOnly ? new Attribute(name) : new Attribute(name, names.of(replica.tree(), entry));
    }

    private Attribute attribute(String name, AttributeType type, List<String> values) {
        if (typesOnly) {
            return new Attribute(name);
        }
        ASN1OctetString[] raw = new ASN1OctetString[values.size()];
        for (int i = 0; i < raw.length; i++) {
            String value = values.get(i);
            raw[i] = type.syntax().binary()
                    ? new ASN1OctetString(type.syntax().toBytes(value))
                    : new ASN1OctetString(type.syntax() == Syntax.NAME ? names.of(replica.tree(), value) : value);
        }
        return new Attribute(name, raw);
    }

    private void addLinks(
            List<Attribute> attributes, AttributeType type, DirectoryEntry entry, Optional<RangeOption> range)
            throws LDAPException {
        int[] linked = replica.links(entry, type);
        if (linked.length == 0) {
            return;
        }
        String name = type.ldapName();
        if (range.isEmpty() && linked.length <= maxValueRange) {
            attributes.add(attribute(name, type, names(linked)));
            return;
        }
        if (range.isEmpty()) {
            // Too many values: the attribute itself is empty, and the first values follow under another name.
            attributes.add(new Attribute(name));
        }
        RangeOption sent =
                range.orElse(new RangeOption(0, RangeOption.TO_THE_END)).within(linked.length, maxValueRange);
        int[] part = Arrays.copyOfRange(linked, sent.first(), sent.last() + 1);
        attributes.add(attribute(name + ";" + sent.option(linked.length), type, names(part)));
    }

    private List<String> names(int[] positions) {
        return Arrays.stream(positions)
                .mapToObj(replica.tree()::at)
                .flatMap(Optional::stream)
                .map(entry -> names.of(replica.tree(), entry))
                .toList();
    }
}
