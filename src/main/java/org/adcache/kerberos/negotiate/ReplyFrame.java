package org.adcache.kerberos.negotiate;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What surrounds the answer of Kerberos: nothing, or SPNEGO's NegTokenResp (RFC 4178 section 4.2.2).
 *
 * <pre>
 *   a1 …  30 …  a0 03 0a 01 00        accepted; 01: another token is needed
 *               a1 …  06 …            the mechanism, in the first answer
 *               a2 …  04 …            the token of the mechanism
 * </pre>
 *
 * @param spnego whether the client uses SPNEGO
 * @param mechanism chosen by this answer, the bytes of its identifier in hexadecimal
 */
public record ReplyFrame(boolean spnego, Optional<String> mechanism) {
    private static final int ACCEPTED = 0;
    private static final int INCOMPLETE = 1;
    private static final int SHORT = 0x80;
    private static final int ONE_BYTE = 0x100;

    Optional<byte[]> accepted(Optional<byte[]> token) {
        return spnego ? Optional.of(response(ACCEPTED, token)) : token;
    }

    byte[] incomplete() {
        return response(INCOMPLETE, Optional.empty());
    }

    private byte[] response(int state, Optional<byte[]> token) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.writeBytes(value(0xA0, value(0x0A, new byte[] {(byte) state})));
        mechanism.ifPresent(hex ->
                fields.writeBytes(value(0xA1, value(0x06, HexFormat.of().parseHex(hex)))));
        token.ifPresent(bytes -> fields.writeBytes(value(0xA2, value(0x04, bytes))));
        return value(0xA1, value(0x30, fields.toByteArray()));
    }

    private static byte[] value(int tag, byte[] content) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        int length = content.length;
        if (length >= ONE_BYTE) {
            value.write(SHORT | 2);
            value.write(length >> Byte.SIZE);
        } else if (length >= SHORT) {
            value.write(SHORT | 1);
        }
        value.write(length);
        value.writeBytes(content);
        return value.toByteArray();
    }
}
