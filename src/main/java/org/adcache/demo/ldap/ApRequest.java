package org.adcache.demo.ldap;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.common.EncryptionUtil;
import org.apache.kerby.kerberos.kerb.keytab.Keytab;
import org.apache.kerby.kerberos.kerb.type.ap.ApReq;
import org.apache.kerby.kerberos.kerb.type.ap.Authenticator;
import org.apache.kerby.kerberos.kerb.type.base.EncryptedData;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;

/**
 * Parser of the first token of a GSSAPI bind, for what Java's acceptor does not expose: the hash of the channel
 * binding in the authenticator's checksum (RFC 4121 4.1.1).
 *
 * <pre>
 *   0x60 length  0x06 length mechanism  01 00  AP-REQ
 *                                                ticket, under the service's key  --> session key
 *                                                authenticator, under the session key --> checksum
 *   checksum:  10 00 00 00  hash (16)  flags (4)  …
 * </pre>
 */
final class ApRequest {
    private static final int HASH_LENGTH = 16;

    private ApRequest() {}

    /** The 16 bytes of the hash; all zero if the client sent no channel binding. */
    static byte[] channelBindingHash(byte[] token, Keytab serviceKeys) throws IOException, KrbException {
        ApReq request = new ApReq();
        request.decode(kerberosMessage(token));
        Ticket ticket = request.getTicket();
        EncryptedData sealedTicket = ticket.getEncryptedEncPart();
        // Kerby's names differ if their types do; the keytab holds one service anyway.
        PrincipalName service = serviceKeys.getPrincipals().get(0);
        EncryptionKey serviceKey = serviceKeys.getKey(service, sealedTicket.getEType());
        if (serviceKey == null) {
            throw new KrbException("no key of type " + sealedTicket.getEType() + " for the service of the ticket");
        }
        EncTicketPart part =
                EncryptionUtil.unseal(sealedTicket, serviceKey, KeyUsage.KDC_REP_TICKET, EncTicketPart.class);
        Authenticator authenticator = EncryptionUtil.unseal(
                request.getEncryptedAuthenticator(), part.getKey(), KeyUsage.AP_REQ_AUTH, Authenticator.class);
        return hash(authenticator.getCksum().getChecksum());
    }

    private static byte[] kerberosMessage(byte[] token) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(token);
        try {
            expect(buffer, 0x60);
            readLength(buffer);
            expect(buffer, 0x06);
            int mechanismLength = readLength(buffer);
            buffer.position(buffer.position() + mechanismLength);
            expect(buffer, 0x01);
            expect(buffer, 0x00);
            return Arrays.copyOfRange(token, buffer.position(), token.length);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("the token ends too early", e);
        }
    }

    private static void expect(ByteBuffer buffer, int wanted) throws IOException {
        if ((buffer.get() & 0xFF) != wanted) {
            throw new IOException("the token is not an initial Kerberos token");
        }
    }

    /** A DER length: one byte, or the number of bytes that follow with the top bit set. */
    private static int readLength(ByteBuffer buffer) {
        int first = buffer.get() & 0xFF;
        int length = first < 0x80 ? first : 0;
        for (int i = first < 0x80 ? 0 : first & 0x7F; i > 0; i--) {
            length = length << 8 | (buffer.get() & 0xFF);
        }
        return length;
    }

    private static byte[] hash(byte[] checksum) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(checksum).order(ByteOrder.LITTLE_ENDIAN);
        if (checksum.length < 4 + HASH_LENGTH + 4 || buffer.getInt() != HASH_LENGTH) {
            throw new IOException("the checksum of the authenticator is not that of RFC 4121");
        }
        return Arrays.copyOfRange(checksum, 4, 4 + HASH_LENGTH);
    }
}
