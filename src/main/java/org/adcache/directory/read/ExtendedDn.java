package org.adcache.directory.read;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import java.util.Optional;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;

/**
 * DN as returned under LDAP_SERVER_EXTENDED_DN_OID (MS-ADTS 3.1.1.3.4.1.5): {@code
 * <GUID=9829b7b6-…>;<SID=S-1-5-…>;CN=Jo,DC=corp,DC=example}, the SID only for security principals.
 *
 * @param value the DN exactly as the server wrote it, without the extension
 * @param isMalformed whether the extension has a GUID or SID that is none, and so is left out here
 */
public record ExtendedDn(
        Optional<ObjectGuid> objectGuid, Optional<ObjectSid> objectSid, String value, boolean isMalformed) {
    private static final String OID = "1.2.840.113556.1.4.529";
    private static final int STRING_FORM = 1;

    public static Control control() {
        ASN1Sequence value = new ASN1Sequence(new ASN1Integer(STRING_FORM));
        return new Control(OID, true, new ASN1OctetString(value.encode()));
    }

    /** Splits off the extension; a DN without one, which can't start with '&lt;', is returned unchanged. */
    public static ExtendedDn parse(String text) {
        Optional<ObjectGuid> objectGuid = Optional.empty();
        Optional<ObjectSid> objectSid = Optional.empty();
        boolean malformed = false;
        int at = 0;
        while (at < text.length() && text.charAt(at) == '<') {
            int end = text.indexOf('>', at);
            if (end < 0) {
                malformed = true;
                break;
            }
            String component = text.substring(at + 1, end);
            if (component.regionMatches(true, 0, "GUID=", 0, 5)) {
                objectGuid = ObjectGuid.parse(component.substring(5));
                malformed |= objectGuid.isEmpty();
            } else if (component.regionMatches(true, 0, "SID=", 0, 4)) {
                objectSid = ObjectSid.parse(component.substring(4));
                malformed |= objectSid.isEmpty();
            }
            at = end + 1;
            if (at < text.length() && text.charAt(at) == ';') {
                at++;
            }
        }
        return new ExtendedDn(objectGuid, objectSid, text.substring(at), malformed);
    }
}
