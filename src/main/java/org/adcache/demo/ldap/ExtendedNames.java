package org.adcache.demo.ldap;

import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AdBinary;
import org.jspecify.annotations.Nullable;

/** Format of names: plain, or {@code <GUID=…>;<SID=…>;NAME} with the extended-DN control (MS-ADTS 3.1.1.3.4.1.5). */
enum ExtendedNames {
    PLAIN,
    /** GUID and SID as hexadecimal digits of their bytes. */
    HEXADECIMAL,
    /** GUID with dashes, SID as {@code S-1-…}. */
    STRING;

    /** The control's value is absent, or a sequence of one number: 0 for hexadecimal, 1 for strings. */
    static ExtendedNames parse(@Nullable ASN1OctetString value) throws LDAPException {
        if (value == null) {
            return HEXADECIMAL;
        }
        try {
            int option = ASN1Integer.decodeAsInteger(
                            ASN1Sequence.decodeAsSequence(value.getValue()).elements()[0])
                    .intValue();
            if (option == 0 || option == 1) {
                return option == 0 ? HEXADECIMAL : STRING;
            }
        } catch (ASN1Exception | ArrayIndexOutOfBoundsException e) {
            throw new LDAPException(ResultCode.PROTOCOL_ERROR, "the extended-DN control cannot be read", e);
        }
        throw new LDAPException(ResultCode.PROTOCOL_ERROR, "the extended-DN control has an unknown option");
    }

    String of(DirectoryTree tree, DirectoryEntry entry) {
        return this == PLAIN ? tree.name(entry) : of(entry.guid(), tree.sid(entry), tree.name(entry));
    }

    /**
     * The name of an entry that may lie outside the tree, as schema objects do; such an entry gets a GUID from its
     * name.
     */
    String of(DirectoryTree tree, String name) {
        if (this == PLAIN) {
            return name;
        }
        return tree.find(name)
                .map(entry -> of(tree, entry))
                .orElseGet(() -> of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), "", name));
    }

    private String of(UUID guid, String sid, String name) {
        boolean text = this == STRING;
        String writtenGuid = text ? guid.toString() : HexFormat.of().formatHex(AdBinary.guidBytes(guid));
        if (sid.isEmpty()) {
            return "<GUID=" + writtenGuid + ">;" + name;
        }
        String writtenSid = text ? sid : HexFormat.of().formatHex(AdBinary.sidBytes(sid));
        return "<GUID=" + writtenGuid + ">;<SID=" + writtenSid + ">;" + name;
    }
}
