package org.adcache.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Authenticator;
import org.adcache.auth.Scope;
import org.adcache.auth.Tokens;
import org.adcache.auth.certificate.ClientCertificates;
import org.adcache.auth.session.SessionLimits;
import org.adcache.auth.session.Sessions;
import org.adcache.auth.sso.ProxiedPeople;
import org.adcache.auth.sso.Roles;
import org.adcache.auth.sso.SingleSignOn;
import org.adcache.budget.Budget;
import org.adcache.http.rate.Rates;
import org.adcache.http.telemetry.Telemetry;
import org.adcache.testing.MemoryAudit;
import org.adcache.testing.MemoryTokenStorage;
import org.adcache.testing.TestAuthentication;
import org.adcache.testing.TestClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real server on a free port, over a fake cache, with one token of each scope. */
public final class TestServer implements AutoCloseable {
    public final TestClock clock = new TestClock();
    public final FakeLookupService questions = new FakeLookupService();
    public final FakeControls controls = new FakeControls();
    public final FakeExaminer examiner = new FakeExaminer();
    public final MemoryTokenStorage storage = new MemoryTokenStorage();
    public final Tokens tokens = new Tokens(storage, clock, new SecureRandom());
    final Sessions sessions = TestAuthentication.sessions(clock);
    final ClientCertificates certificates = new ClientCertificates(Clock.systemUTC());
    private final MemoryAudit audit = new MemoryAudit();
    public final List<String> audited = audit.lines;
    public final String lookup;
    public final String suggest;
    public final String admin;
    public final URI url;
    public final HttpBudgets budgets;
    public final Rates rates;
    /** The budget that the status shows. */
    final Budget shown = new Budget("http.limits.bodies", 4096);

    private final HttpServer server;
    public final Telemetry telemetry = Telemetry.counting();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public final FakeTrial trial = new FakeTrial();
    public final FakeConnections connections = new FakeConnections();
    public final FakeReloader reloader = new FakeReloader();
    final List<Problem> damage = new CopyOnWriteArrayList<>();

    private TestServer(
            HttpConfig config,
            boolean demo,
            Duration headerTimeout,
            Optional<SingleSignOn> signOn,
            Optional<Roles> proxied)
            throws ProblemException {
        lookup = tokens.create(Set.of(Scope.LOOKUP), Optional.of("gateway"), Optional.empty())
                .secret();
        suggest = tokens.create(Set.of(Scope.SUGGEST), Optional.empty(), Optional.empty())
                .secret();
        admin = tokens.create(Set.of(Scope.ADMIN), Optional.of("ops"), Optional.empty())
                .secret();
        budgets = HttpBudgets.of(config.limits());
        certificates.admit(config.clients());
        Authenticator authenticator = demo
                ? TestAuthentication.loopbackOnly()
                : Authenticator.of(
                        tokens,
                        Optional.empty(),
                        sessions,
                        certificates,
                        proxied.map(roles -> new ProxiedPeople(() -> roles)));
        AuditLog auditLog = new AuditLog(audit, clock);
        rates = new Rates(
                config.limits().rates(), budgets, auditLog, clock, () -> nanos(clock.instant()), Runnable::run);
        List<RouteGroup> groups = ApiRoutes.of(
                questions,
                controls,
                controls,
                examiner,
                authenticator,
                TestAuthentication.administration(tokens),
                TestAuthentication.access(config.clients()),
                signOn,
                auditLog,
                reloader,
                connections,
                trial,
                TestRoutes.info(Clock.systemUTC(), () -> 4096, () -> List.copyOf(damage), () -> List.of(shown)),
                budgets,
                telemetry.metrics());
        server = new HttpServer(
                new HttpConnector(config, headerTimeout),
                budgets,
                Optional.empty(),
                authenticator,
                groups,
                rates,
                telemetry);
        url = server.start();
    }

    private static long nanos(Instant now) {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    public static TestServer start() throws ProblemException {
        return start(new HttpConfig("127.0.0.1", 0, Optional.empty()));
    }

    static TestServer start(HttpConfig config) throws ProblemException {
        return withHeaderTimeout(config, Duration.ofSeconds(10));
    }

    /** A server with single sign-on. */
    public static TestServer start(SingleSignOn signOn) throws ProblemException {
        return new TestServer(
                new HttpConfig("127.0.0.1", 0, Optional.empty()),
                false,
                Duration.ofSeconds(10),
                Optional.of(signOn),
                Optional.empty());
    }

    /** A server whose proxies sign people in, who have these roles. */
    static TestServer start(HttpConfig config, Roles proxied) throws ProblemException {
        return new TestServer(config, false, Duration.ofSeconds(10), Optional.empty(), Optional.of(proxied));
    }

    /** A server without tokens, as the demo. */
    public static TestServer demo() throws ProblemException {
        return new TestServer(
                new HttpConfig("127.0.0.1", 0, Optional.empty()),
                true,
                Duration.ofSeconds(10),
                Optional.empty(),
                Optional.empty());
    }

    /** A server with some limits. */
    public static TestServer limited(HttpLimits limits) throws ProblemException {
        return start(new HttpConfig("127.0.0.1", 0, Optional.empty(), limits, List.of(), SessionLimits.DEFAULTS));
    }

    static TestServer withHeaderTimeout(HttpConfig config, Duration headerTimeout) throws ProblemException {
        return new TestServer(config, false, headerTimeout, Optional.empty(), Optional.empty());
    }

    /** An answer with its body parsed. */
    public record Got(HttpResponse<String> response) {
        private static final JsonMapper JSON = new JsonMapper();

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** Type and status of a problem answer: {@code "bad-request 400"}. */
        public String problem() {
            if (!header("Content-Type").equals(Optional.of("application/problem+json"))) {
                return "no problem: " + status() + " " + response.body();
            }
            JsonNode json = json();
            if (json.get("status").asInt() != status() || !json.has("title")) {
                return "malformed problem: " + response.body();
            }
            return json.get("type").asString().replaceFirst("^/problems/", "") + " " + status();
        }

        public String detail() {
            return json().get("detail").asString();
        }

        /** Every answer that a test gets is one that the OpenAPI document describes. */
        private void checkAgainstTheDocument(HttpRequest request) {
            OpenApi.DOCUMENT.check(
                    request.method(),
                    request.uri().getRawPath(),
                    status(),
                    header("Content-Type").orElse(""),
                    body());
        }
    }

    public Got get(String path) {
        return send(request(path, admin).GET());
    }

    public Got post(String path, String body) {
        return send(request(path, admin)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Got put(String path, String body) {
        return send(request(path, admin)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder request(String path, String token) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
    }

    public Got send(HttpRequest.Builder request) {
        return send(client, request);
    }

    static Got send(HttpClient client, HttpRequest.Builder request) {
        HttpRequest sent = request.build();
        try {
            Got got = new Got(client.send(sent, HttpResponse.BodyHandlers.ofString()));
            got.checkAgainstTheDocument(sent);
            return got;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sends raw bytes and reads the response until the server closes the connection. */
    public String raw(byte[] bytes) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public String raw(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    public void closeIdle() {
        server.closeIdle();
    }

    Optional<Problem> tlsProblem() {
        return server.tlsProblem();
    }

    @Override
    public void close() {
        server.close();
    }
}
