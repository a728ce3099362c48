package org.adcache.demo.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Cookie of a paged search: where the search continues. The client receives it as 24 bytes, valid for the same search
 * on the same connection only, until the server drops its cookies:
 *
 * <pre>
 *   connection (8)  search (4)  generation (4)  page (4)  position (4)
 * </pre>
 *
 * @param page the number of the next page, from 1
 * @param position the first position it may contain
 */
record PageCookie(int page, int position) {
    private static final int LENGTH = 24;

    static final PageCookie START = new PageCookie(1, 0);

    static PageCookie parse(ASN1OctetString cookie, long connection, SearchRequestProtocolOp search, int generation)
            throws LDAPException {
        byte[] bytes = cookie.getValue();
        if (bytes.length == 0) {
            return START;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length != LENGTH
                || buffer.getLong() != connection
                || buffer.getInt() != hash(search)
                || buffer.getInt() != generation) {
            throw LdapErrors.badCookie();
        }
        return new PageCookie(buffer.getInt(), buffer.getInt());
    }

    ASN1OctetString toOctets(long connection, SearchRequestProtocolOp search, int generation) {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH)
                .putLong(connection)
                .putInt(hash(search))
                .putInt(generation);
        return new ASN1OctetString(buffer.putInt(page).putInt(position).array());
    }

    private static int hash(SearchRequestProtocolOp search) {
        return Objects.hash(
                search.getBaseDN(), search.getScope().intValue(), search.getFilter(), search.getAttributes());
    }
}
