package org.adcache.kerberos.negotiate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parser of tokens: Kerberos, SPNEGO (RFC 4178), NTLM.
 *
 * <pre>
 *   60 … 06 … 1.2.840.113554.1.2.2   Kerberos (RFC 4121 section 4.1): 01 00 and an AP-REQ
 *   60 … 06 … 1.3.6.1.5.5.2          SPNEGO, first token: mechanisms, and a token of the first of them
 *   a1 …                             SPNEGO, later token: a token of the chosen mechanism
 *   "NTLMSSP" 00 …                   NTLM
 * </pre>
 */
final class NegotiateTokenParser {
    private static final byte[] NTLM = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AP_REQ = {1, 0};
    private static final int FIRST_TOKEN = 0x60;
    private static final int LATER_TOKEN = 0xA1;
    private static final int SEQUENCE = 0x30;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int OCTET_STRING = 0x04;
    /** The bytes of 1.3.6.1.5.5.2. */
    private static final String SPNEGO = "2b0601050502";
    /** The bytes of 1.2.840.113554.1.2.2, and of 1.2.840.48018.1.2.2, by which Windows offers Kerberos too. */
    private static final Set<String> KERBEROS = Set.of("2a864886f712010202", "2a864882f712010202");

    private NegotiateTokenParser() {}

    static NegotiateToken parse(byte[] token) throws TokenFormatException {
        if (startsWith(token, NTLM)) {
            return new NegotiateToken.NoKerberos();
        }
        DerReader bytes = new DerReader(token);
        if (bytes.hasNext(LATER_TOKEN)) {
            return later(bytes.only(LATER_TOKEN));
        }
        DerReader first = bytes.only(FIRST_TOKEN);
        String mechanism = identifier(first);
        return mechanism.equals(SPNEGO)
                ? offer(first)
                : ticket(token, mechanism, first, new ReplyFrame(false, Optional.empty()));
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static String identifier(DerReader from) throws TokenFormatException {
        return HexFormat.of().formatHex(from.next(OBJECT_IDENTIFIER).bytes());
    }

    /** NegTokenInit, whose token is of the first mechanism. */
    private static NegotiateToken offer(DerReader bytes) throws TokenFormatException {
        DerReader offer = bytes.only(0xA0).only(SEQUENCE);
        List<String> mechanisms = mechanisms(offer.next(0xA0).only(SEQUENCE));
        offer.skip(0xA1);
        Optional<String> kerberos =
                mechanisms.stream().filter(KERBEROS::contains).findFirst();
        if (kerberos.isEmpty()) {
            return new NegotiateToken.NoKerberos();
        }
        ReplyFrame frame = new ReplyFrame(true, kerberos);
        if (!kerberos.get().equals(mechanisms.get(0))) {
            return new NegotiateToken.KerberosLater(frame);
        }
        DerReader token = offer.next(0xA2).only(OCTET_STRING);
        offer.skip(0xA3);
        offer.end();
        return nested(token.bytes(), frame);
    }

    private static List<String> mechanisms(DerReader types) throws TokenFormatException {
        List<String> mechanisms = new ArrayList<>();
        while (!types.isEmpty()) {
            mechanisms.add(identifier(types));
        }
        if (mechanisms.isEmpty()) {
            throw new TokenFormatException("no mechanism");
        }
        return mechanisms;
    }

    /** NegTokenResp. */
    private static NegotiateToken later(DerReader bytes) throws TokenFormatException {
        DerReader response = bytes.only(SEQUENCE);
        response.skip(0xA0);
        response.skip(0xA1);
        DerReader token = response.next(0xA2).only(OCTET_STRING);
        response.skip(0xA3);
        response.end();
        return nested(token.bytes(), new ReplyFrame(true, Optional.empty()));
    }

    private static NegotiateToken nested(byte[] token, ReplyFrame frame) throws TokenFormatException {
        if (startsWith(token, NTLM)) {
            return new NegotiateToken.NoKerberos();
        }
        DerReader first = new DerReader(token).only(FIRST_TOKEN);
        return ticket(token, identifier(first), first, frame);
    }

    private static NegotiateToken ticket(byte[] token, String mechanism, DerReader content, ReplyFrame frame)
            throws TokenFormatException {
        if (!KERBEROS.contains(mechanism)) {
            throw new TokenFormatException("a mechanism that is not Kerberos");
        }
        byte[] message = content.bytes();
        if (!startsWith(message, AP_REQ)) {
            throw new TokenFormatException("a Kerberos message other than an AP-REQ");
        }
        byte[] request = Arrays.copyOfRange(message, AP_REQ.length, message.length);
        return new NegotiateToken.Ticket(TicketHeader.parse(new DerReader(request)), token, frame);
    }
}
