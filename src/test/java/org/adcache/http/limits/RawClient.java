package org.adcache.http.limits;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.adcache.http.TestServer;

/** Client that sends bytes as a test likes, with a small receive buffer, so that what it doesn't read has to wait. */
final class RawClient implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 4096;

    private final Socket socket = new Socket();

    RawClient(TestServer server) throws IOException {
        this(server, 1);
    }

    /** @param number of the client's address, which is 127.0.0.number */
    RawClient(TestServer server, int number) throws IOException {
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) number});
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(15_000);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(server.url.getHost(), server.url.getPort()));
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** The head of a POST by the administrator. */
    static String post(TestServer server, String path, int length) {
        return "POST " + path + " HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer " + server.admin
                + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /** A complete request by the administrator. */
    static String get(TestServer server, String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer " + server.admin + "\r\n\r\n";
    }

    /** Reads head and body of one answer. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head + "<end>";
            }
            head.append((char) next);
        }
        int length = Integer.parseInt(head.toString().replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Whether the server closes the connection, without reading more than a byte of what it sent. */
    boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Whether the server resets the connection while nothing is read. */
    boolean isResetWithoutReading() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            try {
                send("x");
                Thread.sleep(50);
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
