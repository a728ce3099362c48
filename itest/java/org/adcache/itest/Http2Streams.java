package org.adcache.itest;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** HTTP/2 connection that opens streams with a request, and resets each at once. */
final class Http2Streams implements AutoCloseable {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int END_OF_HEADERS_AND_STREAM = 5;
    private static final int CANCEL = 8;
    /** Indices in HPACK's static table. */
    private static final int AUTHORITY = 1;

    private static final int METHOD_GET = 2;
    private static final int PATH = 4;
    private static final int SCHEME_HTTPS = 7;
    private static final int AUTHORIZATION = 23;

    private final SSLSocket socket;
    private final byte[] request;
    private int next = 1;

    /** @param socket connected, without a TLS handshake so far */
    Http2Streams(SSLSocket socket, String path, String token) throws IOException {
        this.socket = socket;
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        socket.setSoTimeout(1);
        this.request = request(path, token);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
        frame(bytes, SETTINGS, 0, 0, new byte[0]);
        send(bytes);
    }

    private static byte[] request(String path, String token) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x80 | METHOD_GET);
        bytes.write(0x80 | SCHEME_HTTPS);
        literal(bytes, PATH, path);
        literal(bytes, AUTHORITY, "localhost");
        literal(bytes, AUTHORIZATION, "Bearer " + token);
        return bytes.toByteArray();
    }

    /** A header field that is not added to the dynamic table. */
    private static void literal(ByteArrayOutputStream bytes, int name, String value) {
        if (name < 15) {
            bytes.write(name);
        } else {
            bytes.write(15);
            bytes.write(name - 15);
        }
        if (value.length() > 126) {
            throw new IllegalArgumentException("too long: " + value);
        }
        bytes.write(value.length());
        bytes.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static void frame(ByteArrayOutputStream bytes, int type, int flags, int stream, byte[] payload)
            throws IOException {
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
    }

    /** Opens and resets streams, and reads what the server has to say. */
    void openAndReset(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            frame(bytes, HEADERS, END_OF_HEADERS_AND_STREAM, next, request);
            frame(bytes, RST_STREAM, 0, next, new byte[] {0, 0, 0, CANCEL});
            next += 2;
        }
        send(bytes);
        InputStream in = socket.getInputStream();
        byte[] ignored = new byte[1 << 14];
        try {
            while (in.read(ignored) >= 0) {
                // More may follow at once.
            }
            throw new IOException("closed by the server");
        } catch (SocketTimeoutException silent) {
            // The server has said all.
        }
    }

    private void send(ByteArrayOutputStream bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes.toByteArray());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
