package org.adcache.kerberos;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Exchange of one message with a KDC over TCP (RFC 4120 section 7.2.2). */
final class KdcExchange {
    private static final int PORT = 88;
    private static final int LONGEST_ANSWER = 64 * 1024;

    private KdcExchange() {}

    /**
     * Sends a request and returns the response.
     *
     * @param kdc {@code host} or {@code host:port}
     * @param timeout for the connection and for the response, each
     * @throws EOFException if the response is none of a KDC
     */
    static byte[] of(String kdc, byte[] request, Duration timeout) throws IOException {
        InetSocketAddress address = address(kdc);
        if (address.isUnresolved()) {
            throw new UnknownHostException(address.getHostString());
        }
        int millis = (int) Math.max(1, timeout.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(ByteBuffer.allocate(Integer.BYTES + request.length)
                    .putInt(request.length)
                    .put(request)
                    .array());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length <= 0 || length > LONGEST_ANSWER) {
                throw new EOFException("an answer of " + length + " bytes");
            }
            byte[] answer = new byte[length];
            in.readFully(answer);
            return answer;
        }
    }

    private static InetSocketAddress address(String kdc) {
        int colon = kdc.lastIndexOf(':');
        return colon < 0
                ? new InetSocketAddress(kdc, PORT)
                : new InetSocketAddress(kdc.substring(0, colon), Integer.parseInt(kdc.substring(colon + 1)));
    }
}
