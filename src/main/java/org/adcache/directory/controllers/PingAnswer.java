package org.adcache.directory.controllers;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * LDAP ping response, NETLOGON_SAM_LOGON_RESPONSE_EX (MS-ADTS 6.3.1.9): operation code and flags, the domain's GUID,
 * then compressed DNS names (RFC 1035 4.1.4), whose pointers count from the first byte.
 *
 * <pre>
 * 17 00 00 00  fd f3 01 00  GUID (16)   23, flags
 * 04 corp 07 example 00                 forest
 * c0 18                                 domain: the same
 * 03 dc1 c0 18   04 CORP 00   03 DC1 00   00       host, NetBIOS names, user
 * 06 Berlin 00   c0 3a                  site of the server, site of the client
 * </pre>
 *
 * @param clientSite empty if the domain knows no site for our address
 * @param readOnly whether the controller is an RODC
 */
public record PingAnswer(String domain, Optional<String> clientSite, boolean readOnly) {
    private static final int RESPONSE = 23;
    private static final int RESPONSE_USER_UNKNOWN = 25;
    /** DS_WRITABLE_FLAG (MS-ADTS 6.3.1.2). */
    private static final int WRITABLE = 0x100;

    private static final int NAMES_AT = 24;
    private static final int POINTER = 0xC0;
    private static final int MAX_NAME = 255;
    private static final int MAX_JUMPS = 8;

    /** Answer of a writable controller. */
    public PingAnswer(String domain, Optional<String> clientSite) {
        this(domain, clientSite, false);
    }

    /** Parses the value of the attribute {@code netlogon}; empty if it is another message. */
    static Optional<PingAnswer> parse(byte[] value) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
            int operation = buffer.getShort();
            if (operation != RESPONSE && operation != RESPONSE_USER_UNKNOWN) {
                return Optional.empty();
            }
            // The operation is followed by two bytes without a meaning.
            buffer.getShort();
            boolean readOnly = (buffer.getInt() & WRITABLE) == 0;
            buffer.position(NAMES_AT);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                names.add(name(buffer));
            }
            Optional<String> site = Optional.of(names.get(7)).filter(name -> !name.isEmpty());
            return Optional.of(new PingAnswer(names.get(1), site, readOnly));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String name(ByteBuffer buffer) {
        StringBuilder name = new StringBuilder();
        ByteBuffer at = buffer;
        int jumps = 0;
        for (int length = at.get() & 0xFF; length != 0; length = at.get() & 0xFF) {
            if (length >= POINTER) {
                jumps++;
                int target = (length & ~POINTER) << 8 | (at.get() & 0xFF);
                at = buffer.duplicate().position(target);
            } else {
                byte[] label = new byte[length];
                at.get(label);
                name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.UTF_8));
            }
            // Pointers may form a cycle.
            if (name.length() > MAX_NAME || jumps > MAX_JUMPS) {
                throw new IllegalArgumentException("not a compressed name");
            }
        }
        return name.toString();
    }
}
