package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.adcache.account.Account;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.auth.session.SessionLimits;
import org.adcache.http.proxy.Network;
import org.adcache.http.proxy.TrustedProxies;
import org.adcache.http.rate.Rate;
import org.adcache.http.rate.RateLimits;
import org.adcache.lookup.UnknownReason;
import org.adcache.lookup.detail.AccountDetail;
import org.adcache.sync.HeldDraft;
import org.adcache.testing.People;
import org.adcache.testing.TestKeytab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every answer that the OpenAPI document lists for an operation is one that the service gives, and is as it is
 * described. That the service gives no other is checked wherever a test uses {@link TestServer}.
 */
class OpenApiAnswersTest {
    private static final Account ACCOUNT = People.user(1);
    private static final Problem PROBLEM = new Problem(ProblemType.KEYTAB_EMPTY, "It is empty.", "Export it again.");
    private static final List<RefusedConfiguration.Item> REFUSAL =
            List.of(new RefusedConfiguration.Item("lab.conf", 1, "domian", "there is no such key.", "Mean domain?"));
    private static final String DRAFT = "{\"connection\":{\"domain\":\"lab.example\"},\"keytab\":\"AA==\"}";

    /** By tickets, for which there is no KDC here; the tests of single sign-on have them. */
    private static final Set<String> BY_TICKET_ONLY = Set.of("GET /v1/me 503", "POST /v1/session 503");

    private final OpenApi document = OpenApi.DOCUMENT;
    private final Set<String> seen = new TreeSet<>();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
        server.questions.holds("a", ACCOUNT);
        server.questions.items.add(FakeLookupService.item(ACCOUNT));
        server.questions.details.put(
                ACCOUNT.objectGuid(),
                new AccountDetail.Found(
                        server.questions.freshness(),
                        ACCOUNT.view(),
                        List.of(),
                        Set.of(),
                        Set.of(),
                        List.of("objectGUID"),
                        Optional.empty(),
                        server.clock.instant()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer.Got ask(String method, String path, String body, String... headers) {
        return ask(server.request(path, server.admin), method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private TestServer.Got ask(
            HttpRequest.Builder request, String method, String path, byte[] body, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        TestServer.Got got = server.send(request.method(
                method,
                body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body)));
        if (got.status() < 300 && body.length > 0) {
            document.checkRequest(method, path.replaceFirst("\\?.*", ""), new String(body, StandardCharsets.UTF_8));
        }
        document.operation(method, path.replaceFirst("\\?.*", ""))
                .ifPresent(operation -> seen.add(operation + " " + got.status()));
        return got;
    }

    private static String example(OpenApi.Operation operation) {
        return TestRoutes.all().stream()
                .filter(route -> route.toString().equals(operation.toString()))
                .map(EveryRouteTest::example)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] none() {
        return new byte[0];
    }

    @Test
    void areThoseThatTheServiceGives() throws Exception {
        refusalsOfAll();
        questions();
        callers();
        administration();
        connections();
        pages();
        off();
        Set<String> listed = new TreeSet<>(document.answers());
        listed.removeIf(answer -> answer.endsWith(" default"));
        listed.removeAll(BY_TICKET_ONLY);
        Set<String> never = new TreeSet<>(listed);
        never.removeAll(seen);
        assertThat(never).as("documented, and not given").isEmpty();
    }

    private void refusalsOfAll() throws Exception {
        String session = session();
        for (OpenApi.Operation operation : document.operations()) {
            String path = example(operation);
            ask(operation.method(), path + (path.contains("?") ? "&x=1" : "?x=1"), "");
            Set<String> listed = new HashSet<>();
            operation.node().get("responses").propertyNames().forEach(listed::add);
            if (listed.contains("401")) {
                ask(server.request(path), operation.method(), path, none());
            }
            if (listed.contains("403")) {
                ask(
                        server.request(path),
                        operation.method(),
                        path,
                        none(),
                        "Cookie",
                        session,
                        "Origin",
                        "https://x.example");
            }
            if (listed.contains("413")) {
                ask(operation.method(), path, " ".repeat((1 << 20) + 1));
            }
        }
        refusalsOfTooMany();
    }

    /** The address of this machine itself has no rate, so that the requests come from a proxy. */
    private void refusalsOfTooMany() throws Exception {
        Rate one = new Rate(1, Rate.Unit.HOUR);
        HttpLimits limits = HttpLimits.DEFAULTS.with(
                new RateLimits(Optional.empty(), RateLimits.DEFAULTS.signIn(), Optional.empty(), Optional.of(one)));
        HttpConfig config = new HttpConfig("127.0.0.1", 0, Optional.empty(), limits, List.of(), SessionLimits.DEFAULTS)
                .with(new TrustedProxies(List.of(Network.parse("127.0.0.1").orElseThrow()), Optional.empty()));
        try (TestServer limited = TestServer.start(config)) {
            for (int i = 0; i < 2; i++) {
                limited.send(limited.request("/livez").header("X-Forwarded-For", "10.0.0.1"));
            }
            for (OpenApi.Operation operation : document.operations()) {
                TestServer.Got got = limited.send(limited.request(example(operation), limited.admin)
                        .header("X-Forwarded-For", "10.0.0.1")
                        .method(operation.method(), HttpRequest.BodyPublishers.noBody()));
                assertThat(got.status()).as(operation.toString()).isEqualTo(429);
                seen.add(operation + " 429");
            }
        }
    }

    private String session() {
        TestServer.Got opened = ask("POST", "/v1/session", "");
        return opened.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private void questions() {
        ask("GET", "/v1/lookup?key=a&by=address", "");
        ask("GET", "/v1/lookup?key=nobody", "");
        ask("POST", "/v1/lookup", "{\"keys\":[\"a\",\"nobody\"],\"by\":\"dn\"}");
        ask("POST", "/v1/match", "{\"addresses\":[\"a\"],\"conditions\":{\"b\":{\"group\":\"c\"}},\"explain\":true}");
        ask("GET", "/v1/suggest?q=a&limit=2&types=user,group&include=disabled", "");
        ask("GET", "/v1/accounts/" + ACCOUNT.objectGuid(), "");
        ask("GET", "/v1/accounts/" + People.user(2).objectGuid(), "");
        ask("GET", "/livez", "");
        ask("GET", "/metrics", "");
        ask("GET", "/readyz?verbose=true", "");
    }

    private void callers() {
        TestServer.Got opened = ask("POST", "/v1/session", "");
        String cookie = opened.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        ask(
                server.request("/v1/session"),
                "DELETE",
                "/v1/session",
                none(),
                "Cookie",
                cookie,
                "X-CSRF-Token",
                opened.json().get("csrf").asString(),
                "Origin",
                "http://" + server.url.getAuthority());
        ask("DELETE", "/v1/session", "");
        ask("GET", "/v1/me", "");
        ask("GET", "/v1/tokens", "");
        String id = ask("POST", "/v1/tokens", "{\"scopes\":[\"lookup\"],\"name\":\"x\"}")
                .json()
                .get("id")
                .asString();
        ask("POST", "/v1/tokens", "{\"scopes\":[\"lookup\"],\"name\":\"x\"}");
        ask("DELETE", "/v1/tokens/" + id, "");
        ask("DELETE", "/v1/tokens/" + id, "");
        session();
        TestServer.Got access = ask("GET", "/v1/access", "");
        String session = access.json().at("/sessions/0/id").asString();
        ask("DELETE", "/v1/sessions/" + session, "");
        ask("DELETE", "/v1/sessions/" + session, "");
        ask("GET", "/v1/audit?limit=1", "");
    }

    private void administration() throws Exception {
        ask("GET", "/v1/status", "");
        ask("GET", "/v1/integration", "");
        ask("PUT", "/v1/integration", "{\"enabled\":true}");
        ask("PUT", "/v1/integration", "{\"enabled\":true}", "If-Match", "\"x\"");
        server.controls.failure = Optional.of(
                new Problem(ProblemType.WIPE_INCOMPLETE, "Keys are left.", "Mend the disk, then try again."));
        ask("PUT", "/v1/integration", "{\"enabled\":true}");
        server.controls.failure = Optional.empty();
        ask("GET", "/v1/duplicates?limit=2", "");
        ask("GET", "/v1/duplicates?connection=nowhere", "");
        ask("GET", "/v1/ignored?limit=2", "");
        ask("GET", "/v1/ignored?connection=nowhere", "");
        ask("GET", "/v1/data-inventory", "");
        ask("GET", "/v1/diagnostics", "");
        ask("POST", "/v1/reload", "");
        server.reloader.problems = REFUSAL;
        ask("POST", "/v1/reload", "");
        ask("POST", "/v1/sync?mode=full&connection=corp", "");
        ask("POST", "/v1/sync?connection=nowhere", "");
        ask("GET", "/v1/sync", "");
        ask("POST", "/v1/sync/held/corp", "{\"apply\":true}");
        server.controls.held = Optional.of(
                new HeldDraft(FakeControls.AT, FakeControls.HELD, 1, 2, 90, List.of(ACCOUNT), Optional.empty()));
        ask("GET", "/v1/status", "");
        ask("POST", "/v1/sync/held/corp", "{\"apply\":true}");
        ask("POST", "/v1/doctor/corp", "");
        ask("POST", "/v1/doctor/nowhere", "");
        seen.add(document.check("GET", "/v1/events", 200, "text/event-stream", startOfEvents())
                .orElseThrow());
    }

    /** The stream up to its first event. */
    private String startOfEvents() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(server.request("/v1/events", server.admin).build(), HttpResponse.BodyHandlers.ofInputStream());
        StringBuilder text = new StringBuilder();
        try (InputStream in = response.body()) {
            while (text.indexOf("data: ") < 0 || text.indexOf("\n\n", text.indexOf("data: ")) < 0) {
                int octet = in.read();
                assertThat(octet).isNotNegative();
                text.append((char) octet);
            }
        }
        return text.toString();
    }

    private void connections() throws Exception {
        byte[] keytab = TestKeytab.bytes(TestKeytab.entry("svc@LAB.EXAMPLE"));
        byte[] trust = Files.readAllBytes(Path.of("src/test/resources/certificates/clients/ca.pem"));
        String settings = "{\"domain\":\"lab.example\",\"sync\":{\"every\":\"15m\"}}";
        ask("PUT", "/v1/connections/lab", settings);
        ask("PUT", "/v1/connections/lab", settings);
        put("/v1/connections/lab/keytab", keytab);
        put("/v1/connections/lab/trust", trust);
        ask("GET", "/v1/connections", "");
        for (String part : List.of("", "/keytab", "/trust")) {
            put("/v1/connections/lab" + part, bytes(settings), "If-Match", "\"x\"");
            put("/v1/connections/corp" + part, bytes(settings));
            put("/v1/connections/nowhere" + part, bytes(part.isEmpty() ? "{\"domain\":\"n.example\"}" : settings));
            for (String id : List.of("corp", "none")) {
                ask("DELETE", "/v1/connections/" + id + part, "");
            }
            ask("DELETE", "/v1/connections/lab" + part, "", "If-Match", "\"x\"");
        }
        put("/v1/connections/none/keytab", keytab);
        put("/v1/connections/none/trust", trust);
        server.connections.keytabProblem = Optional.of(PROBLEM);
        put("/v1/connections/lab/keytab", keytab);
        server.connections.refusal = REFUSAL;
        put("/v1/connections/lab", bytes(settings));
        put("/v1/connections/lab/trust", trust);
        ask("DELETE", "/v1/connections/lab/trust", "");
        ask("DELETE", "/v1/connections/lab", "");
        server.connections.refusal = List.of();
        ask("DELETE", "/v1/connections/lab/trust", "");
        ask("DELETE", "/v1/connections/lab", "");
        ask(server.request("/v1/keytab", server.admin), "POST", "/v1/keytab", keytab);
        ask("POST", "/v1/keytab", "rubbish");
        trials();
    }

    private void trials() {
        String discover = "{\"domain\":\"lab.example\",\"servers\":[\"localhost:9\"],\"mode\":\"starttls\"}";
        String unknown = DRAFT.replace("\"keytab\":\"AA==\"", "\"saved\":\"none\"");
        ask("POST", "/v1/connections/discover", discover);
        for (String trial : List.of("test", "preview")) {
            ask("POST", "/v1/connections/" + trial, DRAFT);
            ask("POST", "/v1/connections/" + trial, unknown);
        }
        server.trial.refusal = REFUSAL;
        ask("POST", "/v1/connections/discover", discover);
        for (String trial : List.of("test", "preview")) {
            ask("POST", "/v1/connections/" + trial, DRAFT);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void put(String path, byte[] body, String... headers) {
        ask(server.request(path, server.admin), "PUT", path, body, headers);
    }

    private void pages() throws Exception {
        revalidated("/problems/too-stale");
        ask("GET", "/problems/no-such-code", "");
        for (OpenApi.Operation operation : document.operations()) {
            if (!operation.node().at("/tags/0").asString().equals("Pages")) {
                continue;
            }
            String path = example(operation);
            if (operation.path().equals("/demo")) {
                ask("GET", path, "");
                try (TestServer demo = TestServer.demo()) {
                    TestServer admins = server;
                    server = demo;
                    revalidated(path);
                    server = admins;
                }
            } else {
                revalidated(path);
                if (path.contains(".")) {
                    ask("GET", path.replaceFirst("\\.([a-z]+)$", ".none"), "");
                }
            }
        }
    }

    private void revalidated(String path) {
        TestServer.Got got = ask(server.request(path), "GET", path, none());
        ask(
                server.request(path),
                "GET",
                path,
                none(),
                "If-None-Match",
                got.header("ETag").orElseThrow());
    }

    private void off() {
        ask("PUT", "/v1/integration", "{\"enabled\":false}");
        server.questions.off(UnknownReason.INTEGRATION_DISABLED);
        ask("GET", "/v1/lookup?key=a", "");
        ask("POST", "/v1/lookup", "{\"keys\":[\"a\"]}");
        ask("POST", "/v1/match", "{\"addresses\":[\"a\"],\"conditions\":{\"b\":{\"known\":true}}}");
        ask("GET", "/v1/suggest?q=a", "");
        ask("GET", "/v1/accounts/" + ACCOUNT.objectGuid(), "");
        ask("GET", "/v1/duplicates", "");
        ask("POST", "/v1/sync", "");
        ask("POST", "/v1/sync/held/corp", "{\"apply\":true}");
        ask("POST", "/v1/doctor/corp", "");
        ask("POST", "/v1/connections/discover", "{\"domain\":\"lab.example\"}");
        ask("POST", "/v1/connections/test", DRAFT);
        ask("POST", "/v1/connections/preview", DRAFT);
        ask("PUT", "/v1/integration", "{\"enabled\":true}");
        ask("GET", "/readyz?verbose", "");
        ask("GET", "/readyz", "");
    }
}
