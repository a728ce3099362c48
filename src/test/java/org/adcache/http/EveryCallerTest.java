package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.adcache.account.ProblemException;
import org.adcache.auth.Principal;
import org.adcache.auth.Scope;
import org.adcache.auth.certificate.CertificateClient;
import org.adcache.auth.session.SessionKey;
import org.adcache.auth.session.SessionLimits;
import org.adcache.auth.session.Sessions;
import org.adcache.auth.sso.Person;
import org.adcache.auth.sso.PersonOrigin;
import org.adcache.auth.sso.Roles;
import org.adcache.http.proxy.Network;
import org.adcache.http.proxy.TrustedProxies;
import org.adcache.http.rate.Rate;
import org.adcache.http.rate.RateLimits;
import org.adcache.lookup.principal.PrincipalName;
import org.adcache.testing.ClientIdentities;
import org.adcache.testing.CorpPeople;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of caller gets of each route, over TLS. */
class EveryCallerTest {
    /** The columns before which the table has a space. */
    private static final Set<Integer> GROUPS = Set.of(0, 1, 5, 7, 13, 14, 21, 22, 23, 25);
    /**
     * A row for each route, a column for each caller in the order of {@link #callers}: - for 401, x for 403, + for
     * admitted. Groups of columns: no credential; tokens of each scope; expired, revoked; sessions; an ended session;
     * certificates; certificate and unknown token; headers of a proxy from another address; sessions of a person with a
     * role of scope admin and of one without; the former as a user of a proxy, without and with an own Origin.
     */
    private static final String TABLE = """
            GET /v1/lookup                     - +xx+ -- ++x+++ - ++----- - - +x ++
            POST /v1/lookup                    - +xx+ -- ++x+++ - ++----- - - +x ++
            POST /v1/match                     - +xx+ -- ++x+++ - ++----- - - +x ++
            GET /v1/suggest                    - x+x+ -- ++x++x - x+----- - - +x ++
            GET /v1/accounts/{objectGUID}      - +xx+ -- ++x+++ - ++----- - - +x ++
            GET /v1/integration                - ++++ -- ++x+++ - ++----- - - ++ ++
            PUT /v1/integration                - xxx+ -- x+xxxx - x+----- - - +x x+
            GET /v1/sync                       - xxx+ -- ++x++x - x+----- - - +x ++
            POST /v1/sync                      - xxx+ -- x+xxxx - x+----- - - +x x+
            POST /v1/sync/held/{connection}    - xxx+ -- x+xxxx - x+----- - - +x x+
            GET /v1/events                     - xxx+ -- ++x++x - x+----- - - +x ++
            GET /v1/status                     - xxx+ -- ++x++x - x+----- - - +x ++
            GET /v1/ignored                    - xxx+ -- ++x++x - x+----- - - +x ++
            GET /v1/duplicates                 - xxx+ -- ++x++x - x+----- - - +x ++
            GET /v1/audit                      - xxx+ -- ++x++x - x+----- - - +x ++
            GET /v1/data-inventory             - xxx+ -- ++x++x - x+----- - - +x ++
            GET /v1/diagnostics                - xxx+ -- ++x++x - x+----- - - +x ++
            POST /v1/doctor/{connection}       - xxx+ -- x+xxxx - x+----- - - +x x+
            POST /v1/session                   - ++++ -- --x--- - ------- - - -- --
            DELETE /v1/session                 - ++++ -- x+xxx+ - ++----- - - ++ x+
            GET /v1/me                         - ++++ -- ++x+++ - ++----- - - ++ ++
            GET /v1/tokens                     - xxx+ -- ++x++x - x+----- - - +x ++
            POST /v1/tokens                    - xxx+ -- x+xxxx - x+----- - - +x x+
            DELETE /v1/tokens/{id}             - xxx+ -- x+xxxx - x+----- - - +x x+
            GET /v1/access                     - xxx+ -- ++x++x - x+----- - - +x ++
            DELETE /v1/sessions/{id}           - xxx+ -- x+xxxx - x+----- - - +x x+
            POST /v1/reload                    - xxx+ -- x+xxxx - x+----- - - +x x+
            GET /v1/connections                - xxx+ -- ++x++x - x+----- - - +x ++
            PUT /v1/connections/{id}           - xxx+ -- x+xxxx - x+----- - - +x x+
            DELETE /v1/connections/{id}        - xxx+ -- x+xxxx - x+----- - - +x x+
            PUT /v1/connections/{id}/keytab    - xxx+ -- x+xxxx - x+----- - - +x x+
            PUT /v1/connections/{id}/trust     - xxx+ -- x+xxxx - x+----- - - +x x+
            DELETE /v1/connections/{id}/trust  - xxx+ -- x+xxxx - x+----- - - +x x+
            POST /v1/connections/test          - xxx+ -- x+xxxx - x+----- - - +x x+
            POST /v1/connections/preview       - xxx+ -- x+xxxx - x+----- - - +x x+
            POST /v1/connections/discover      - xxx+ -- x+xxxx - x+----- - - +x x+
            POST /v1/keytab                    - xxx+ -- x+xxxx - x+----- - - +x x+
            GET /livez                         + ++++ ++ ++++++ + +++++++ + + ++ ++
            GET /readyz                        + ++++ ++ ++++++ + +++++++ + + ++ ++
            GET /metrics                       + ++++ ++ ++++++ + +++++++ + + ++ ++
            GET /                              + ++++ ++ ++++++ + +++++++ + + ++ ++
            GET /demo                          + ++++ ++ ++++++ + +++++++ + + ++ ++
            GET /ui/{file}                     + ++++ ++ ++++++ + +++++++ + + ++ ++
            GET /ui/{folder}/{file}            + ++++ ++ ++++++ + +++++++ + + ++ ++
            GET /problems/{code}               + ++++ ++ ++++++ + +++++++ + + ++ ++
            GET /openapi.yaml                  + ++++ ++ ++++++ + +++++++ + + ++ ++
            GET /docs                          + ++++ ++ ++++++ + +++++++ + + ++ ++
            GET /docs/{version}/{file}         + ++++ ++ ++++++ + +++++++ + + ++ ++
            """;

    @TempDir
    Path folder;

    private TestServer server;
    /** A server that believes proxies at the address of this test. */
    private TestServer behindProxy;

    private CorpPeople people;
    private HttpClient anybody;
    private TestCertificates certificates;
    private final Map<String, HttpClient> withCertificates = new HashMap<>();

    private static final RateLimits MANY_FAILURES =
            new RateLimits(Optional.empty(), new Rate(1_000_000, Rate.Unit.SECOND), Optional.empty(), Optional.empty());

    /** A kind of caller: the server it asks, its TLS client, and the headers of its requests. */
    private record Caller(TestServer server, HttpClient client, UnaryOperator<HttpRequest.Builder> headers) {}

    private Caller caller(HttpClient client, UnaryOperator<HttpRequest.Builder> headers) {
        return new Caller(server, client, headers);
    }

    @BeforeEach
    void start() throws Exception {
        certificates = TestCertificates.ec(Files.createDirectory(folder.resolve("server")));
        HttpConfig config = new HttpConfig(
                "127.0.0.1",
                0,
                Optional.of(new HttpConfig.Tls(
                        certificates.certificateFile,
                        certificates.keyFile,
                        Optional.of(ClientIdentities.copy("ca", folder)),
                        Optional.of(ClientIdentities.copy("crl", folder)))),
                HttpLimits.DEFAULTS.with(MANY_FAILURES),
                List.of(
                        client("one", "CN=gw1.example.com", Scope.LOOKUP),
                        client("two", "CN=gw2.example.com", Scope.ADMIN),
                        client("three", "CN=gw3.example.com,O=Example", Scope.ADMIN)),
                SessionLimits.DEFAULTS);
        people = new CorpPeople(folder);
        server = TestServer.start(config.with(proxies("10.9.9.0/24")), people.roles);
        behindProxy = TestServer.start(config.with(proxies("127.0.0.0/8")), people.roles);
        server.questions.holds("a", People.user(1));
        behindProxy.questions.holds("a", People.user(1));
        anybody = http(certificates.client(Optional.empty(), "TLS"));
    }

    private static TrustedProxies proxies(String network) {
        return new TrustedProxies(List.of(Network.parse(network).orElseThrow()), Optional.of("X-Remote-User"));
    }

    private static CertificateClient client(String id, String subject, Scope scope) {
        return new CertificateClient(id, new X500Principal(subject), Set.of(scope));
    }

    @AfterEach
    void stop() {
        server.close();
        behindProxy.close();
    }

    private Map<String, Caller> callers() throws Exception {
        String own = "https://" + server.url.getAuthority();
        String export = server.tokens
                .create(Set.of(Scope.EXPORT), Optional.empty(), Optional.empty())
                .secret();
        String revoked = server.tokens
                .create(Set.of(Scope.ADMIN), Optional.of("revoked"), Optional.empty())
                .secret();
        String expired = server.tokens
                .create(
                        Set.of(Scope.ADMIN),
                        Optional.empty(),
                        Optional.of(server.clock.instant().plusSeconds(2)))
                .secret();
        // The service looks at the tokens four times a second.
        server.clock.advance(Duration.ofSeconds(1));
        Opened lookup = open(server.lookup);
        Opened ended = open(revoked);
        server.tokens.revoke("revoked");
        server.clock.advance(Duration.ofSeconds(2));
        Map<String, Caller> callers = new LinkedHashMap<>();
        callers.put("none", caller(anybody, request -> request));
        for (String token : List.of(server.lookup, server.suggest, export, server.admin, expired, revoked)) {
            callers.put("token " + token, caller(anybody, bearer(token)));
        }
        // Each has a session of its own, because one route ends it.
        callers.put("session", caller(anybody, open(server.admin)::withCookie));
        callers.put("session of a page", caller(anybody, open(server.admin).page(own)));
        callers.put(
                "session, page of another site",
                caller(anybody, open(server.admin).page("https://other.example")));
        Opened withoutOrigin = open(server.admin);
        callers.put("session without origin", caller(anybody, withoutOrigin.withCsrf(withoutOrigin.csrf())));
        callers.put(
                "session with the token of another",
                caller(anybody, open(server.admin).page(own, lookup.csrf())));
        callers.put("session of scope lookup", caller(anybody, lookup.page(own)));
        callers.put("ended session", caller(anybody, ended.page(own)));
        for (String name : List.of("gw1", "gw3", "gw2", "expired", "foreign", "web", "unlisted")) {
            callers.put("certificate " + name, caller(withCertificate(name), request -> request));
        }
        callers.put("certificate and no token", caller(withCertificate("gw1"), bearer("adc_unknown")));
        callers.put(
                "user of a proxy that is none",
                caller(
                        anybody,
                        request -> request.header("X-Remote-User", "user1@CORP.EXAMPLE")
                                .header("X-Forwarded-For", "10.9.9.9")));
        callers.put(
                "session of a person",
                caller(anybody, open("jo@CORP.EXAMPLE", people.roles).page(own)));
        callers.put(
                "session without a role",
                caller(anybody, open("al@CORP.EXAMPLE", people.roles).page(own)));
        callers.put("user of a proxy", new Caller(behindProxy, anybody, EveryCallerTest::ofProxy));
        String other = "https://" + behindProxy.url.getAuthority();
        callers.put(
                "user of a proxy, own page",
                new Caller(behindProxy, anybody, request -> ofProxy(request).header("Origin", other)));
        return callers;
    }

    private static HttpRequest.Builder ofProxy(HttpRequest.Builder request) {
        return request.header("X-Remote-User", "jo@CORP.EXAMPLE");
    }

    private static UnaryOperator<HttpRequest.Builder> bearer(String token) {
        return request -> request.header("Authorization", "Bearer " + token);
    }

    private HttpClient withCertificate(String name) throws Exception {
        HttpClient known = withCertificates.get(name);
        if (known == null) {
            known = http(certificates.clientWith(ClientIdentities.identity(name, folder)));
            withCertificates.put(name, known);
        }
        return known;
    }

    private static HttpClient http(SSLContext context) {
        return HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Session as its page knows it. */
    private record Opened(String cookieValue, String csrf) {
        HttpRequest.Builder withCookie(HttpRequest.Builder request) {
            return request.header("Cookie", cookieValue);
        }

        UnaryOperator<HttpRequest.Builder> withCsrf(String token) {
            return request -> withCookie(request).header("X-CSRF-Token", token);
        }

        UnaryOperator<HttpRequest.Builder> page(String origin) {
            return page(origin, csrf);
        }

        UnaryOperator<HttpRequest.Builder> page(String origin, String token) {
            return request -> withCsrf(token).apply(request).header("Origin", origin);
        }
    }

    private Opened open(String token) {
        TestServer.Got got = TestServer.send(
                anybody, server.request("/v1/session", token).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(got.status()).isEqualTo(201);
        String cookie = got.header("Set-Cookie").orElseThrow();
        return new Opened(
                cookie.substring(0, cookie.indexOf(';')), got.json().get("csrf").asString());
    }

    private Opened open(String name, Roles roles) throws ProblemException {
        Person person = (Person) roles.of(PrincipalName.parse(name));
        Sessions.Opened opened =
                server.sessions.open(Principal.of(person), new PersonOrigin(person, () -> roles), Optional.empty());
        return new Opened(
                SessionKey.COOKIE + "=" + opened.secret(), opened.session().csrfToken());
    }

    @Test
    void getsWhatItMay() throws Exception {
        StringBuilder seen = new StringBuilder();
        for (Route route : EveryRouteTest.routes()) {
            // One of them ends sessions, and one revokes tokens.
            seen.append(row(route, callers())).append('\n');
        }
        assertThat(seen).hasToString(TABLE);
    }

    private String row(Route route, Map<String, Caller> callers) {
        String method = route.method().asString();
        String path = EveryRouteTest.example(route);
        StringBuilder row = new StringBuilder(String.format("%-34s", route));
        int column = 0;
        for (Caller caller : callers.values()) {
            row.append(GROUPS.contains(column++) ? " " : "")
                    .append(EveryRouteTest.admitted(
                            caller.client(),
                            method,
                            caller.headers().apply(caller.server().request(path))));
        }
        return row.toString();
    }
}
