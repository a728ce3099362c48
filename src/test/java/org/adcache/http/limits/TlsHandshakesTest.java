package org.adcache.http.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.adcache.budget.Budget;
import org.adcache.testing.TestIdentities;
import org.adcache.tls.TlsIdentity;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsHandshakesTest {
    private static final String PASSWORD = "memory";
    /** A record of 300 bytes that holds a handshake message. */
    private static final byte[] RECORD_HEADER = {22, 3, 1, 1, 44};

    private final Budget waiting = new Budget("http.limits.handshakes", 2);
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> handshakes = new LinkedBlockingQueue<>();
    private final LowPriorityThreads threads = new LowPriorityThreads();
    private final Server server = new Server();

    @TempDir
    Path folder;

    private SslContextFactory.Server context;

    @BeforeEach
    void read() throws Exception {
        Path pem = TestIdentities.copy("ec256-pkcs8.pem", folder);
        context = new SslContextFactory.Server();
        context.setKeyStore(TlsIdentity.read(pem, pem).keyStore(PASSWORD.toCharArray()));
        context.setKeyStorePassword(PASSWORD);
    }

    @AfterEach
    void stop() throws Exception {
        threads.close();
        server.stop();
    }

    private int start(TlsHandshakes of) throws Exception {
        HandshakesConnectionFactory tls = new HandshakesConnectionFactory(context, "http/1.1", of);
        tls.addBean(new SslHandshakeListener() {
            @Override
            public void handshakeSucceeded(Event event) {
                Thread thread = Thread.currentThread();
                handshakes.add(thread.getName() + " " + thread.getPriority());
            }
        });
        ServerConnector connector = new ServerConnector(server, 1, 1, tls, new HttpConnectionFactory());
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.start();
        return connector.getLocalPort();
    }

    @Test
    void areMadeByThreadsOfLowPriority() throws Exception {
        int port = start(new TlsHandshakes(threads, waiting));
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, SslContextFactory.TRUST_ALL_CERTS, null);
        try (SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
            assertThat(handshakes.poll(10, TimeUnit.SECONDS)).matches("http-low-\\d+ " + Thread.MIN_PRIORITY);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 ");
        }
        assertThat(waiting.reading().inUse()).isZero();
    }

    @Test
    void startWithAWholeRecord() throws Exception {
        int port = start(new TlsHandshakes(tasks::add, waiting));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(RECORD_HEADER);
            socket.getOutputStream().write(new byte[299]);
            assertThat(tasks.poll(200, TimeUnit.MILLISECONDS)).isNull();
            socket.getOutputStream().write(0);
            assertThat(tasks.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void startWithWhatIsNoRecord() throws Exception {
        int port = start(new TlsHandshakes(threads, waiting));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(10);
        }
    }

    @Test
    void beyondTheBudgetAreRefusedByClosing() throws Exception {
        int port = start(new TlsHandshakes(tasks::add, waiting));
        try (Socket first = withRecord(port);
                Socket second = withRecord(port);
                Socket third = withRecord(port)) {
            assertThat(third.getInputStream().read()).isEqualTo(-1);
            for (Socket waits : new Socket[] {first, second}) {
                waits.setSoTimeout(100);
                assertThatThrownBy(() -> waits.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            }
        }
        assertThat(waiting.reading().refused()).isEqualTo(1);
    }

    /** Returns once the server has read it. */
    private Socket withRecord(int port) throws IOException, InterruptedException {
        long before = waiting.reading().inUse() + waiting.reading().refused();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(RECORD_HEADER);
        socket.getOutputStream().write(new byte[300]);
        for (int i = 0;
                i < 1000 && waiting.reading().inUse() + waiting.reading().refused() == before;
                i++) {
            Thread.sleep(10);
        }
        return socket;
    }
}
