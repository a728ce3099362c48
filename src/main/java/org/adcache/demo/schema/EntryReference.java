package org.adcache.demo.schema;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reference to an entry in a request, in one of three forms (MS-ADTS 3.1.1.3.1.2.4, alternative forms of DNs). */
public sealed interface EntryReference {
    record ByName(DN name) implements EntryReference {}

    record ByGuid(UUID guid) implements EntryReference {}

    record BySid(String sid) implements EntryReference {}

    /** Parses a reference; empty if the text has none of the three forms. */
    static Optional<EntryReference> parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        try {
            if (upper.startsWith("<GUID=") && upper.endsWith(">")) {
                return Optional.of(new ByGuid(guid(text.substring(6, text.length() - 1))));
            } else if (upper.startsWith("<SID=") && upper.endsWith(">")) {
                return Optional.of(new BySid(sid(text.substring(5, text.length() - 1))));
            }
            return Optional.of(new ByName(new DN(text)));
        } catch (IllegalArgumentException | LDAPException e) {
            return Optional.empty();
        }
    }

    private static UUID guid(String text) {
        return text.contains("-")
                ? UUID.fromString(text)
                : AdBinary.guid(HexFormat.of().parseHex(text));
    }

    private static String sid(String text) {
        return text.startsWith("S-") || text.startsWith("s-")
                ? text.toUpperCase(Locale.ROOT)
                : AdBinary.sid(HexFormat.of().parseHex(text));
    }
}
