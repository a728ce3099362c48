package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.adcache.auth.session.SessionLimits;
import org.adcache.http.proxy.Network;
import org.adcache.http.proxy.TrustedProxies;
import org.adcache.http.rate.Rate;
import org.adcache.http.rate.RateLimits;
import org.adcache.testing.People;
import org.junit.jupiter.api.Test;

/** Requests through a proxy on this machine, limited to four from each address. */
class ProxyHeadersTest {
    private static final String CLIENT = "198.51.100.7";
    private static final String FORWARDED = "X-Forwarded-For";

    @Test
    void theClientsOfATrustedProxyAreLimitedOneByOne() throws Exception {
        try (TestServer server = server(trusted("127.0.0.0/8"))) {
            for (String path : List.of("/v1/lookup?key=a", "/v1/status")) {
                assertThat(statuses(server, path, 2, CLIENT)).containsOnly(200);
            }
            assertThat(post(server, CLIENT).status()).isEqualTo(429);
            assertThat(statuses(server, "/v1/lookup?key=a", 1, CLIENT)).containsOnly(429);
            assertThat(statuses(server, "/v1/lookup?key=a", 1, "1.1.1.1, " + CLIENT + ", 127.0.0.2"))
                    .as("what the client says of itself doesn't count")
                    .containsOnly(429);
            assertThat(statuses(server, "/v1/status", 1, CLIENT)).containsOnly(429);
            assertThat(statuses(server, "/v1/lookup?key=a", 4, "198.51.100.8")).containsOnly(200);
            assertThat(post(server, "198.51.100.9").status()).isEqualTo(200);
        }
    }

    @Test
    void nobodyElseSaysWhereARequestCameFrom() throws Exception {
        try (TestServer server = server(trusted("10.0.0.5"))) {
            for (String path : List.of("/v1/lookup?key=a", "/v1/status")) {
                assertThat(statuses(server, path, 10, CLIENT)).containsOnly(200);
            }
        }
    }

    @Test
    void theAuditLogNamesTheClient() throws Exception {
        try (TestServer server = server(trusted("127.0.0.1"))) {
            put(server, CLIENT);
            put(server, CLIENT + ", unknown");
            assertThat(server.audited.get(0)).contains("\"from\":\"198.51.100.7\"");
            assertThat(server.audited.get(1)).contains("\"from\":\"127.0.0.1\"");
        }
    }

    private static TrustedProxies trusted(String network) {
        return new TrustedProxies(List.of(Network.parse(network).orElseThrow()), Optional.empty());
    }

    private static TestServer server(TrustedProxies proxies) throws Exception {
        RateLimits rates =
                new RateLimits(Optional.empty(), RateLimits.DEFAULTS.signIn(), Optional.empty(), Rate.parse("2/s"));
        TestServer server = TestServer.start(new HttpConfig(
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        HttpLimits.DEFAULTS.with(rates),
                        List.of(),
                        SessionLimits.DEFAULTS)
                .with(proxies));
        server.questions.holds("a", People.user(1));
        return server;
    }

    private static List<Integer> statuses(TestServer server, String path, int count, String forwarded) {
        return IntStream.range(0, count)
                .mapToObj(i -> server.send(server.request(path, server.admin)
                                .header(FORWARDED, forwarded)
                                .GET())
                        .status())
                .toList();
    }

    private static TestServer.Got post(TestServer server, String forwarded) {
        return server.send(server.request("/v1/lookup", server.admin)
                .header(FORWARDED, forwarded)
                .POST(HttpRequest.BodyPublishers.ofString("{\"keys\":[\"a\"]}")));
    }

    private static void put(TestServer server, String forwarded) {
        server.send(server.request("/v1/integration", server.admin)
                .header(FORWARDED, forwarded)
                .PUT(HttpRequest.BodyPublishers.ofString("{\"enabled\":true}")));
    }
}
