package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowClientTest {
    private static final Duration TIMEOUT = Duration.ofMillis(800);
    private static final HttpConfig PLAIN = new HttpConfig("127.0.0.1", 0, Optional.empty());
    private static final int MANY = 200;

    @ParameterizedTest
    @ValueSource(strings = {"GET /livez HTTP/1.1", "GET /v1/lookup?key=a HTTP/1.1"})
    void losesItsConnectionIfItsHeadersTakeTooLong(String request) throws Exception {
        try (TestServer server = TestServer.withHeaderTimeout(PLAIN, TIMEOUT);
                Socket socket = socket(server)) {
            write(socket, request + "\r\nHost: a\r\nX: ");
            assertThat(dripsUntilClosed(socket)).isLessThan(MANY);
        }
    }

    @Slow
    @Test
    void losesItsConnectionIfItsHandshakeTakesTooLong(@TempDir Path folder) throws Exception {
        HttpConfig.Tls tls = TestCertificates.ec(folder).tls(Optional.empty());
        try (TestServer server =
                        TestServer.withHeaderTimeout(new HttpConfig("127.0.0.1", 0, Optional.of(tls)), TIMEOUT);
                Socket socket = socket(server)) {
            // The beginning of a TLS record of 16 KiB.
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0x3f, 0});
            assertThat(dripsUntilClosed(socket)).isLessThan(MANY);
        }
    }

    @Slow
    @Test
    void keepsItsConnectionWhileItAsksNothing() throws Exception {
        try (TestServer server = TestServer.withHeaderTimeout(PLAIN, TIMEOUT);
                Socket socket = socket(server)) {
            for (int i = 0; i < 3; i++) {
                write(socket, "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(readUntil(socket, "{\"live\":true}")).startsWith("HTTP/1.1 200");
                socket.setSoTimeout((int) TIMEOUT.multipliedBy(2).toMillis());
                assertThat(isSilent(socket)).isTrue();
            }
        }
    }

    private static Socket socket(TestServer server) throws IOException {
        return new Socket(server.url.getHost(), server.url.getPort());
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Sends a byte every 50 ms and returns how many it took until the server hung up. */
    private static int dripsUntilClosed(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        for (int drips = 0; drips < MANY; drips++) {
            try {
                write(socket, "a");
                if (!isSilent(socket)) {
                    return drips;
                }
            } catch (SocketException e) {
                return drips;
            }
        }
        return MANY;
    }

    /** Whether nothing comes within the socket's time-out; false if it was closed. */
    private static boolean isSilent(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        socket.setSoTimeout(10_000);
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = socket.getInputStream().read();
            assertThat(next).as("answer so far: %s", text).isNotEqualTo(-1);
            text.append((char) next);
        }
        return text.toString();
    }
}
