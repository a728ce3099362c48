package org.adcache.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private ServerSocket server;
    private final List<Socket> accepted = new ArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }

    @Test
    void succeedsOnceEachConnectionHasAnAnswer() {
        serve(2, socket -> {
            String request = new String(socket.getInputStream().readNBytes(18), StandardCharsets.US_ASCII);
            assertThat(request).isEqualTo("GET /livez HTTP/1.");
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });

        assertThatCode(() -> probe(2).run(LONG)).doesNotThrowAnyException();
    }

    @Test
    void failsIfOneOfTheConnectionsIsNotAnswered() {
        serve(
                1,
                socket ->
                        socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

        assertThatThrownBy(() -> probe(2).run(SHORT)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aConnectionThatIsClosedIsAnswered() {
        serve(1, Socket::close);

        assertThatCode(() -> probe(1).run(LONG)).doesNotThrowAnyException();
    }

    @Test
    void failsIfNobodyListens() throws IOException {
        HealthProbe probe = probe(1);
        server.close();

        assertThatThrownBy(() -> probe.run(LONG)).isInstanceOf(IOException.class);
    }

    private HealthProbe probe(int connections) {
        return new HealthProbe(URI.create("http://127.0.0.1:" + server.getLocalPort()), "/livez", connections);
    }

    private interface Answer {
        void to(Socket socket) throws IOException;
    }

    private void serve(int connections, Answer answer) {
        Thread thread = new Thread(() -> {
            try {
                for (int i = 0; i < connections; i++) {
                    Socket socket = server.accept();
                    accepted.add(socket);
                    answer.to(socket);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
