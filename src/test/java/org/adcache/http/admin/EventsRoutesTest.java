package org.adcache.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.adcache.auth.Scope;
import org.adcache.auth.Tokens;
import org.adcache.auth.session.SessionLimits;
import org.adcache.http.TestServer;
import org.adcache.sync.SyncMode;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class EventsRoutesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** An open event stream. */
    private record Stream(HttpResponse<InputStream> response, BufferedReader lines) implements AutoCloseable {
        /** Reads the next event, its name and data. */
        Event next() throws IOException {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    return new Event(name, new JsonMapper().readTree(line.substring("data: ".length())));
                }
            }
            throw new AssertionError("the stream ended");
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    private record Event(String name, JsonNode data) {}

    private Stream open(String token) throws Exception {
        return open("Authorization", "Bearer " + token);
    }

    private Stream open(String... credential) throws Exception {
        HttpResponse<InputStream> response = client.send(
                HttpRequest.newBuilder(server.url.resolve("/v1/events"))
                        .headers(credential)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        return new Stream(response, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    @Test
    void tellsTheSwitchAtOnceAndEachRunAsItHappens() throws Exception {
        server.controls.request(People.CORP, SyncMode.AUTO);
        try (Stream stream = open(server.admin)) {
            assertThat(stream.response().headers().firstValue("Content-Type"))
                    .contains("text/event-stream;charset=utf-8");
            Event first = stream.next();
            assertThat(first.name()).isEqualTo("integration");
            assertThat(first.data().get("enabled").asBoolean()).isTrue();

            String id = server.controls.request(People.CORP, SyncMode.FULL).id();
            Event run = stream.next();
            assertThat(run.name()).isEqualTo("sync");
            assertThat(run.data().get("id").asString()).isEqualTo(id);
            assertThat(run.data().get("mode").asString()).isEqualTo("full");

            server.controls.disable();
            Event off = stream.next();
            assertThat(off.name()).isEqualTo("integration");
            assertThat(off.data().get("enabled").asBoolean()).isFalse();
        }
    }

    @Test
    void endsSoonAfterItsTokenIsRevoked() throws Exception {
        Tokens.Created created = server.tokens.create(Set.of(Scope.ADMIN), Optional.empty(), Optional.empty());
        server.clock.advance(Duration.ofSeconds(1));
        try (Stream stream = open(created.secret())) {
            assertThat(stream.next().name()).isEqualTo("integration");
            server.tokens.revoke(created.token().id());
            server.clock.advance(Duration.ofSeconds(1));
            long revoked = System.nanoTime();

            assertThat(stream.lines().lines().filter(line -> line.startsWith("data:")))
                    .isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void doesNotKeepItsSessionFromEndingWhenIdle() throws Exception {
        String cookie = server.send(
                        server.request("/v1/session", server.admin).POST(HttpRequest.BodyPublishers.noBody()))
                .header("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");
        try (Stream stream = open("Cookie", cookie)) {
            assertThat(stream.next().name()).isEqualTo("integration");
            server.clock.advance(SessionLimits.DEFAULTS.idle().minusSeconds(1));
            // The stream has looked at the session when it sends this.
            server.controls.request(People.CORP, SyncMode.AUTO);
            assertThat(stream.next().name()).isEqualTo("sync");
            server.clock.advance(Duration.ofSeconds(1));

            assertThat(stream.lines().lines().filter(line -> line.startsWith("data:")))
                    .isEmpty();
            assertThat(server.send(server.request("/v1/me").header("Cookie", cookie))
                            .problem())
                    .isEqualTo("unauthorized 401");
        }
    }

    @Test
    void wantsAnAdministratorsToken() throws Exception {
        try (Stream stream = open(server.lookup)) {
            assertThat(stream.response().statusCode()).isEqualTo(403);
        }
    }

    @Test
    void refusesMoreReadersThanThereArePlacesAndGivesAPlaceBack() throws Exception {
        List<Stream> readers = new ArrayList<>();
        for (int i = 0; i < EventsRoutes.MAX_CLIENTS; i++) {
            readers.add(open(server.admin));
        }
        assertThat(server.get("/v1/events").problem()).isEqualTo("too-many-requests 429");
        assertThat(server.get("/livez").status()).isEqualTo(200);
        for (Stream reader : readers) {
            reader.close();
        }
        // The place is released once a write to the disconnected client fails.
        int status = 429;
        for (long end = System.nanoTime() + 30_000_000_000L; status == 429 && System.nanoTime() < end; ) {
            LockSupport.parkNanos(100_000_000);
            server.controls.request(People.CORP, SyncMode.AUTO);
            try (Stream again = open(server.admin)) {
                status = again.response().statusCode();
            }
        }
        assertThat(status).isEqualTo(200);
    }

    @Test
    void endsWhenTheServerStops() throws Exception {
        try (Stream stream = open(server.admin)) {
            assertThat(stream.next().name()).isEqualTo("integration");
            server.close();
            assertThat(stream.lines().lines().filter(line -> line.startsWith("data:")))
                    .isEmpty();
        }
    }
}
