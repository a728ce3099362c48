package org.adcache.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.adcache.cli.terminal.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client does if its token is refused. */
class ServiceClientTest {
    private final List<String> seen = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Accepts the token "new" only. */
    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            seen.add(token);
            boolean known = token.equals("Bearer new");
            byte[] body = (known ? "{}" : "{\"type\":\"/problems/unauthorized\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private ServiceClient client(String... tokens) {
        Iterator<String> each = List.of(tokens).iterator();
        return new ServiceClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                () -> Optional.of(each.next()),
                HttpClient.newHttpClient());
    }

    @Test
    void asksAgainWithTheTokenThatReplacedTheOneItKnew() throws Exception {
        client("old", "new").get("/v1/status");

        assertThat(seen).containsExactly("Bearer old", "Bearer new");
    }

    @Test
    void asksOnceIfTheTokenIsStillTheSame() {
        ServiceClient client = client("old", "old", "old");

        assertThatThrownBy(() -> client.get("/v1/status")).isInstanceOf(CommandException.class);
        assertThat(seen).containsExactly("Bearer old");
    }
}
