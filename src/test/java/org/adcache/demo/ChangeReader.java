package org.adcache.demo;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.adcache.demo.schema.AdBinary;

/** DirSync client that keeps its position. */
public final class ChangeReader {
    private static final int OBJECT_SECURITY = ActiveDirectoryDirSyncControl.FLAG_OBJECT_SECURITY;

    private final LDAPConnection connection;
    private final String base;
    private final int flags;
    private final String[] attributes;
    private ASN1OctetString cookie = new ASN1OctetString();
    private int answers;

    private ChangeReader(LDAPConnection connection, String base, int flags, String... attributes) {
        this.connection = connection;
        this.base = base;
        this.flags = flags;
        this.attributes = attributes;
    }

    /** A client that has read everything up to now. */
    static ChangeReader fromNow(LDAPConnection connection, String base, String... attributes) throws LDAPException {
        ChangeReader reader = fromTheBeginning(connection, base, attributes);
        reader.read();
        return reader;
    }

    static ChangeReader fromTheBeginning(LDAPConnection connection, String base, String... attributes) {
        return new ChangeReader(connection, base, OBJECT_SECURITY, attributes);
    }

    /** The same position, but members one by one. */
    ChangeReader withIncrementalValues() {
        return at(connection, flags | ActiveDirectoryDirSyncControl.FLAG_INCREMENTAL_VALUES);
    }

    /** The same position at another server. */
    ChangeReader at(LDAPConnection other) {
        return at(other, flags);
    }

    private ChangeReader at(LDAPConnection other, int newFlags) {
        ChangeReader reader = new ChangeReader(other, base, newFlags, attributes);
        reader.cookie = cookie;
        return reader;
    }

    /** Reads all changes since the last time, in as many answers as the server needs. */
    List<SearchResultEntry> read() throws LDAPException {
        List<SearchResultEntry> entries = new ArrayList<>();
        answers = 0;
        while (readPart(entries)) {
            answers++;
        }
        answers++;
        return entries;
    }

    /** Reads one answer; returns whether there is more. */
    boolean readPart(List<SearchResultEntry> entries) throws LDAPException {
        SearchResult result = ask(connection, base, true, flags, cookie, attributes);
        entries.addAll(result.getSearchEntries());
        ActiveDirectoryDirSyncControl control = ActiveDirectoryDirSyncControl.get(result);
        cookie = control.getCookie();
        return control.getFlags() != 0;
    }

    /** How many answers the last {@link #read} needed. */
    int answers() {
        return answers;
    }

    /** Returns the changes of one object since the last time; the position advances for all. */
    Optional<SearchResultEntry> changeOf(UUID guid) throws LDAPException {
        return read().stream()
                .filter(entry -> guid.equals(AdBinary.guid(entry.getAttributeValueBytes("objectGUID"))))
                .findFirst();
    }

    static SearchResult ask(
            LDAPConnection connection,
            String base,
            boolean critical,
            int flags,
            ASN1OctetString cookie,
            String... attributes)
            throws LDAPException {
        SearchRequest request = new SearchRequest(base, SearchScope.SUB, "(objectClass=*)", attributes);
        request.setControls(new ActiveDirectoryDirSyncControl(critical, flags, Integer.MAX_VALUE, cookie));
        return connection.search(request);
    }
}
