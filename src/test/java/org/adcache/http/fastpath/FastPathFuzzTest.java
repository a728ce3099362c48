package org.adcache.http.fastpath;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.adcache.testing.FuzzTarget;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Two readers of the same bytes: what the fast path takes for a request, Jetty takes for the same request. */
@FuzzTarget
class FastPathFuzzTest {
    private static final String PATH = "/v1/lookup";
    private static final HttpConfiguration HTTP = new HttpConfiguration();
    private static final ConcurrentLinkedQueue<Seen> SEEN = new ConcurrentLinkedQueue<>();
    private static final Server JETTY = new Server();
    private static final LocalConnector CONNECTOR = new LocalConnector(JETTY, new HttpConnectionFactory(HTTP));

    /** One request as a reader understood it. */
    private record Seen(String path, Optional<String> query, Optional<String> authorization, Optional<String> cookie) {}

    @BeforeAll
    static void start() throws Exception {
        HTTP.setRequestHeaderSize(32 * 1024);
        JETTY.addConnector(CONNECTOR);
        JETTY.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                SEEN.add(new Seen(
                        request.getMethod().equals("GET") ? Request.getPathInContext(request) : "another method",
                        Optional.ofNullable(request.getHttpURI().getQuery()),
                        Optional.ofNullable(request.getHeaders().get("Authorization")),
                        Optional.ofNullable(request.getHeaders().get("Cookie"))));
                callback.succeeded();
                return true;
            }
        });
        JETTY.start();
    }

    @AfterAll
    static void stop() throws Exception {
        JETTY.stop();
    }

    @FuzzTest
    void request(byte[] input) throws Exception {
        FastPathRequest request = new FastPathRequest(PATH::equals, Optional.empty());
        HttpParser parser = new HttpParser(request, HTTP.getRequestHeaderSize(), HTTP.getHttpCompliance());
        ByteBuffer rest = ByteBuffer.wrap(input);
        parser.parseNext(rest);
        int length = rest.position();
        if (request.failure().isPresent()) {
            assertThat(statusOfJetty(input, input.length).getAsInt()).isBetween(400, 599);
        } else if (request.isWhole() && request.isPlain()) {
            assertThat(statusOfJetty(input, length)).hasValue(200);
            assertThat(SEEN)
                    .containsExactly(new Seen(
                            request.path(),
                            request.query(),
                            Optional.ofNullable(request.authorization()),
                            Optional.ofNullable(request.cookie())));
        }
    }

    /** Sends these bytes to Jetty alone; {@link #SEEN} is what it made of them. */
    private static OptionalInt statusOfJetty(byte[] input, int length) throws Exception {
        SEEN.clear();
        try (LocalConnector.LocalEndPoint client = CONNECTOR.connect()) {
            client.addInput(ByteBuffer.wrap(input.clone(), 0, length));
            client.addInputEOF();
            ByteBuffer answer = client.waitForResponse(false, 5, TimeUnit.SECONDS);
            return answer == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(Integer.parseInt(
                            ISO_8859_1.decode(answer).toString().substring(9, 12)));
        }
    }
}
