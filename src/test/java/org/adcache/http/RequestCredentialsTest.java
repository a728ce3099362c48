package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.adcache.auth.Credentials;
import org.adcache.auth.PageOrigin;
import org.adcache.auth.RequiredScope;
import org.adcache.http.telemetry.Telemetry;
import org.adcache.testing.TestAuthentication;
import org.eclipse.jetty.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestCredentialsTest {
    @TempDir
    Path folder;

    private final List<Credentials> seen = new CopyOnWriteArrayList<>();

    /** A server with one open route that records the credentials of its requests. */
    private URI url = URI.create("http://localhost");

    private HttpServer server(Optional<HttpConfig.Tls> tls) {
        RouteHandler notes = RouteHandler.forExchange((context, caller) -> {
            seen.add(RequestCredentials.of(context));
            return BufferedResponse.ok(new byte[0]);
        });
        RouteGroup group = () -> List.of(new Route(HttpMethod.GET, "/note", RequiredScope.OPEN, notes));
        HttpBudgets budgets = HttpBudgets.of(HttpLimits.DEFAULTS);
        return new HttpServer(
                new HttpConnector(new HttpConfig("127.0.0.1", 0, tls), Duration.ofSeconds(10)),
                budgets,
                Optional.empty(),
                TestAuthentication.loopbackOnly(),
                List.of(group),
                TestRates.of(budgets),
                Telemetry.counting());
    }

    private Credentials sent(HttpServer server, HttpClient client, String... headers) throws Exception {
        url = server.start();
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve("/note"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        assertThat(client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
        return seen.get(0);
    }

    @Test
    void holdNothingButTheAddressWhereNothingIsSent() throws Exception {
        try (HttpServer server = server(Optional.empty())) {
            assertThat(sent(server, HttpClient.newHttpClient()))
                    .isEqualTo(new Credentials(
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            Optional.of(InetAddress.getLoopbackAddress()),
                            new PageOrigin(Optional.empty(), Optional.of(url.getAuthority()), Optional.empty())));
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void holdHeadersAndClientCertificate(HttpClient.Version version) throws Exception {
        TestCertificates certificates = TestCertificates.ec(folder);
        TestCertificates others = TestCertificates.ec(Files.createDirectory(folder.resolve("others")));
        SSLContext context = certificates.client(Optional.of(others), "TLS");
        HttpClient client =
                HttpClient.newBuilder().sslContext(context).version(version).build();
        try (HttpServer server = server(Optional.of(certificates.tls(Optional.of(others.caFile))))) {
            Credentials credentials =
                    sent(server, client, "Authorization", "Bearer x", "Cookie", "a=1", "Cookie", "b=2");
            assertThat(credentials.authorization()).contains("Bearer x");
            assertThat(credentials.cookie()).contains("a=1; b=2");
            assertThat(credentials.clientCertificates())
                    .extracting(
                            certificate -> certificate.getSubjectX500Principal().getName())
                    .containsExactly("CN=Test", "CN=Test CA");
        }
    }
}
