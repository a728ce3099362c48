package org.adcache.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health probe of this process's own HTTP listener, through its socket, with TLS if it has any. The connections of one
 * probe exist at the same time, so that consecutive ones belong to different selector threads.
 */
public final class HealthProbe {
    private static final Logger log = LoggerFactory.getLogger(HealthProbe.class);
    private static final int STATUS_LINE = "HTTP/1.1 200".length();

    private final URI url;
    private final byte[] request;
    private final int connections;
    private @Nullable SSLContext tls;

    /**
     * Creates a probe.
     *
     * @param url of the listener, with its bound port
     * @param path with the query that is requested
     * @param connections as many as the listener has selector threads
     */
    public HealthProbe(URI url, String path, int connections) {
        this.url = url;
        this.connections = connections;
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: adcache-watchdog\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sends a request on each connection and awaits the answers. A connection that the listener closes, as it does above
     * a limit, is an answer too: a selector thread that hangs would not close it.
     *
     * @param timeout of the whole probe
     * @throws IOException if a connection isn't accepted or answered in time
     */
    public void run(Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                Socket socket = new Socket();
                open.add(socket);
                socket.connect(new InetSocketAddress(address(), url.getPort()), left(end));
            }
            for (Socket socket : open) {
                probe(socket, end);
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    /** A listener on all addresses is reached by loopback. */
    private InetAddress address() throws IOException {
        String host = url.getHost();
        InetAddress address = InetAddress.getByName(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    }

    private void probe(Socket socket, long end) throws IOException {
        try {
            socket.setSoTimeout(left(end));
            Socket stream = url.getScheme().equals("https") ? secured(socket, end) : socket;
            stream.getOutputStream().write(request);
            stream.getOutputStream().flush();
            String answer = start(stream.getInputStream());
            log.trace("the listener answers {}", answer);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            log.debug("the listener has closed the connection of a probe, and so is alive", e);
        }
    }

    private Socket secured(Socket socket, long end) throws IOException {
        SSLContext context = tls == null ? withoutTrust() : tls;
        tls = context;
        Socket secured = context.getSocketFactory().createSocket(socket, "localhost", url.getPort(), true);
        secured.setSoTimeout(left(end));
        return secured;
    }

    /** It is this process's own listener, and nothing secret is sent: any certificate will do. */
    private static SSLContext withoutTrust() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not available: " + e.getMessage(), e);
        }
    }

    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static String start(InputStream in) throws IOException {
        return new String(in.readNBytes(STATUS_LINE), StandardCharsets.US_ASCII);
    }

    private static int left(long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
