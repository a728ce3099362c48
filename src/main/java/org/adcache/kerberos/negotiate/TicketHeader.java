package org.adcache.kerberos.negotiate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.adcache.encoding.Sha256;
import org.adcache.kerberos.EncryptionType;
import org.adcache.kerberos.KeytabEntry;

/**
 * Unencrypted part of an AP-REQ (RFC 4120 section 5.5.1), which JGSS does not expose: the service that the ticket is for,
 * and the key that encrypts it.
 *
 * @param service the service's name without the realm, components joined by '/' as in a keytab's entry
 * @param keyVersion empty if the ticket has none
 * @param authenticatorSha256 the digest of the encrypted authenticator, in hexadecimal; each authenticator may be
 *     accepted once, however the token is wrapped
 */
public record TicketHeader(
        String service,
        String realm,
        EncryptionType encryptionType,
        OptionalLong keyVersion,
        String authenticatorSha256) {
    private static final int AP_REQ = 0x6E;
    private static final int TICKET = 0x61;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int GENERAL_STRING = 0x1B;

    /** {@code service@REALM}, as a keytab spells it. */
    public String principal() {
        return service + '@' + realm;
    }

    /** Parses an AP-REQ. */
    static TicketHeader parse(DerReader bytes) throws TokenFormatException {
        DerReader request = bytes.only(AP_REQ).only(SEQUENCE);
        request.next(field(0));
        request.next(field(1));
        request.next(field(2));
        DerReader ticket = request.next(field(3)).only(TICKET).only(SEQUENCE);
        Encrypted authenticator = Encrypted.parse(request.next(field(4)));
        request.end();
        ticket.next(field(0));
        String realm = ticket.next(field(1)).only(GENERAL_STRING).text();
        String service = name(ticket.next(field(2)).only(SEQUENCE));
        Encrypted sealed = Encrypted.parse(ticket.next(field(3)));
        ticket.end();
        return new TicketHeader(
                service,
                realm,
                sealed.type(),
                sealed.keyVersion(),
                Sha256.hex(authenticator.cipher().bytes()));
    }

    private static int field(int number) {
        return 0xA0 | number;
    }

    private static String name(DerReader principal) throws TokenFormatException {
        principal.next(field(0));
        DerReader names = principal.next(field(1)).only(SEQUENCE);
        principal.end();
        List<String> components = new ArrayList<>();
        while (!names.isEmpty()) {
            components.add(KeytabEntry.escaped(names.next(GENERAL_STRING).text()));
        }
        return String.join("/", components);
    }

    /** EncryptedData (RFC 4120 section 5.2.9). */
    private record Encrypted(EncryptionType type, OptionalLong keyVersion, DerReader cipher) {
        static Encrypted parse(DerReader bytes) throws TokenFormatException {
            DerReader data = bytes.only(SEQUENCE);
            long type = data.next(field(0)).only(INTEGER).number();
            OptionalLong version = data.hasNext(field(1))
                    ? OptionalLong.of(data.next(field(1)).only(INTEGER).number())
                    : OptionalLong.empty();
            DerReader cipher = data.next(field(2)).only(OCTET_STRING);
            data.end();
            return new Encrypted(new EncryptionType((int) type), version, cipher);
        }
    }
}
