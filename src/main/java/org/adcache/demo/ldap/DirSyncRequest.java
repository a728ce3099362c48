package org.adcache.demo.ldap;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1Long;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import org.jspecify.annotations.Nullable;

/**
 * DirSync control of a request, and of the answer (MS-ADTS 3.1.1.3.4.1.3). In a request it holds flags, maximum bytes
 * and cookie; in an answer "more data", zero and cookie.
 */
final class DirSyncRequest {
    static final String OID = "1.2.840.113556.1.4.841";

    private static final long OBJECT_SECURITY = 1;
    private static final long INCREMENTAL_VALUES = 0x8000_0000L;

    private final boolean critical;
    private final long flags;
    private final long maxBytes;
    private final byte[] cookie;

    private DirSyncRequest(boolean critical, long flags, long maxBytes, byte[] cookie) {
        this.critical = critical;

        this.flags = flags;
        this.maxBytes = maxBytes;
        this.cookie = cookie;
    }

    boolean critical() {
        return critical;
    }

    long maxBytes() {
        return maxBytes;
    }

    byte[] cookie() {
        return cookie;
    }

    static DirSyncRequest parse(Control control) throws LDAPException {
        ASN1OctetString value = control.getValue();
        if (value == null) {
            throw unreadable(null);
        }
        try {
            ASN1Element[] parts =
                    ASN1Sequence.decodeAsSequence(value.getValue()).elements();
            // Clients send the highest bit of the flags as a negative number of four bytes or as a positive one of
            // five.
            long flags = ASN1Long.decodeAsLong(parts[0]).longValue() & 0xFFFF_FFFFL;
            long maxBytes = ASN1Long.decodeAsLong(parts[1]).longValue();
            byte[] cookie = ASN1OctetString.decodeAsOctetString(parts[2]).getValue();
            return new DirSyncRequest(control.isCritical(), flags, maxBytes, cookie);
        } catch (ASN1Exception | ArrayIndexOutOfBoundsException e) {
            throw unreadable(e);
        }
    }

    private static LDAPException unreadable(@Nullable Exception cause) {
        return new LDAPException(ResultCode.PROTOCOL_ERROR, "the DirSync control cannot be read", cause);
    }

    static Control response(boolean more, byte[] cookie) {
        ASN1Sequence value =
                new ASN1Sequence(new ASN1Integer(more ? 1 : 0), new ASN1Integer(0), new ASN1OctetString(cookie));
        return new Control(OID, true, new ASN1OctetString(value.encode()));
    }

    boolean objectSecurity() {
        return (flags & OBJECT_SECURITY) != 0;
    }

    boolean incrementalValues() {
        return (flags & INCREMENTAL_VALUES) != 0;
    }
}
