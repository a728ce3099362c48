package org.adcache.http;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.auth.AuditLog;
import org.adcache.http.telemetry.RequestMetrics;
import org.adcache.http.telemetry.Telemetry;
import org.adcache.index.words.SearchWords;
import org.adcache.integration.Integration;
import org.adcache.integration.IntegrationFile;
import org.adcache.integration.IntegrationState;
import org.adcache.integration.Tickets;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupConfig;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.file.DataFolder;
import org.adcache.sync.SyncConfig;
import org.adcache.sync.SyncConnection;
import org.adcache.sync.SyncService;
import org.adcache.testing.FakeDirectory;
import org.adcache.testing.ManualTimer;
import org.adcache.testing.MemoryAudit;
import org.adcache.testing.People;
import org.adcache.testing.ServeOnCommit;
import org.adcache.testing.StoredGroups;
import org.adcache.testing.TestAuthentication;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** HTTP server over real components except the directory. */
class HttpServerTest {
    private static final String MATCH = """
            {"addresses":["user3@corp.example","x@y"],"conditions":{"g":{"group":"group2"}},"explain":true}""";

    private final TestClock clock = new TestClock();
    private final ManualTimer timer = new ManualTimer(clock);
    private final FakeDirectory directory = new FakeDirectory();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path temp;

    private DataFolder folder;
    private Store store;
    private SyncService sync;
    private HttpServer server;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        List<Account> accounts = new ArrayList<>(People.users(100));
        Account inner = People.group(1, People.user(3));
        accounts.add(inner);
        accounts.add(People.group(2, inner));
        directory.holds(accounts);
        folder = DataFolder.open(temp.resolve("data"));
        IntegrationFile file = new IntegrationFile(folder, clock);
        IntegrationFile.Loaded loaded = file.load();
        IntegrationState state = loaded.state();
        store = Store.open(
                folder,
                new StoreConfig(folder.path(), Optional.empty()),
                state.epoch(),
                state.floor(),
                new SearchWords(),
                clock);
        Lookup lookup = new Lookup(
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of(CORP, DOMAIN)), clock, Runnable::run);
        store.listen(new ServeOnCommit(lookup));
        SyncConnection corp = new SyncConnection(
                CORP,
                "corp.example",
                directory,
                EnumSet.allOf(AccountType.class),
                Set.of("addresses"),
                new SyncConfig(Duration.ofMinutes(30), Duration.ofHours(12), 0.1, Duration.ofMinutes(10)));
        sync = new SyncService(
                List.of(corp), store, new StoredGroups(store), timer, Runnable::run, clock, new Random(1));
        Integration integration =
                new Integration(file, loaded, store, lookup, sync, new NoTickets(), timer, Runnable::run, clock);
        integration.restore();
        integration.startSync();
        HttpBudgets budgets = HttpBudgets.of(HttpLimits.DEFAULTS);
        server = new HttpServer(
                new HttpConfig("127.0.0.1", 0, Optional.empty()),
                budgets,
                Optional.empty(),
                TestAuthentication.loopbackOnly(),
                ApiRoutes.of(
                        lookup,
                        sync,
                        integration,
                        connection -> CompletableFuture.completedFuture(List.of()),
                        TestAuthentication.loopbackOnly(),
                        TestAuthentication.noTokens(),
                        TestAuthentication.noAccess(),
                        Optional.empty(),
                        new AuditLog(new MemoryAudit(), clock),
                        new FakeReloader(),
                        new FakeConnections(),
                        new FakeTrial(),
                        TestRoutes.info(Clock.systemUTC(), store::bytesOnDisk, List::of, budgets::all),
                        budgets,
                        new RequestMetrics()),
                TestRates.of(budgets),
                Telemetry.counting());
        url = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        sync.close();
        store.close();
        folder.close();
    }

    /** The service calls it on a thread whose failures go unnoticed. */
    @Test
    void warmingUpDoesNotFail() {
        HttpServer.warmUp();
        assertThat(get("/v1/lookup?key=user3").problem()).isEqualTo("never-synced 503");
    }

    @Test
    void answersUnknownThenTheTruthThenUnknownAgainWhenSwitchedOff() {
        assertThat(get("/v1/lookup?key=user3").problem()).isEqualTo("never-synced 503");
        assertThat(get("/readyz").problem()).isEqualTo("never-synced 503");
        timer.pass(Duration.ZERO);
        assertAnswers();
        assertThat(get("/readyz").status()).isEqualTo(200);

        TestServer.Got off = send("PUT", "/v1/integration", "{\"enabled\":false}");
        assertThat(off.json().get("lastWipe").get("accounts").asInt()).isEqualTo(102);
        assertThat(get("/v1/lookup?key=user3").problem()).isEqualTo("integration-disabled 503");
        assertThat(send("POST", "/v1/lookup", "{\"keys\":[\"user3\"]}").problem())
                .isEqualTo("integration-disabled 503");
        assertThat(send("POST", "/v1/match", MATCH).problem()).isEqualTo("integration-disabled 503");
        assertThat(get("/v1/suggest?q=user").problem()).isEqualTo("integration-disabled 503");
        assertThat(send("POST", "/v1/sync", "").problem()).isEqualTo("integration-disabled 409");
        assertThat(get("/readyz").status()).isEqualTo(200);
        assertThat(get("/v1/status").json().get("cache").get("accounts").asInt())
                .isZero();

        assertThat(send("PUT", "/v1/integration", "{\"enabled\":true}").status())
                .isEqualTo(200);
        timer.pass(Duration.ZERO);
        assertAnswers();
    }

    private void assertAnswers() {
        TestServer.Got found = get("/v1/lookup?key=user3@corp.example");
        assertThat(found.json().get("accounts").get(0).get("sAMAccountName").asString())
                .isEqualTo("user3");
        assertThat(get("/v1/lookup?key=nobody").problem()).isEqualTo("not-found 404");
        JsonNode matched = send("POST", "/v1/match", MATCH).json().get("results");
        assertThat(matched.get(0).get("matches").toString()).isEqualTo("{\"g\":\"yes\"}");
        assertThat(matched.get(0)
                        .get("explain")
                        .get("g")
                        .valueStream()
                        .map(step -> step.path("cn").asString("")))
                .containsExactly("", "User 3", "Group 1", "Group 2");
        assertThat(matched.get(1).get("matches").toString()).isEqualTo("{\"g\":\"no\"}");
        assertThat(get("/v1/suggest?q=user%2033&limit=1")
                        .json()
                        .get("items")
                        .get(0)
                        .get("matched")
                        .size())
                .isPositive();
        JsonNode status = get("/v1/status").json();
        assertThat(status.get("cache").get("users").asInt()).isEqualTo(100);
        assertThat(status.get("cache").get("groups").asInt()).isEqualTo(2);
        assertThat(status.get("cache").get("bytesOnDisk").asLong()).isPositive();
    }

    @Test
    void showsWhatIsHeldUntilItIsDropped() {
        timer.pass(Duration.ZERO);
        directory.holds(People.users(20));
        assertThat(send("POST", "/v1/sync?mode=full", "").status()).isEqualTo(202);
        JsonNode held = get("/v1/status").json().get("connections").get(0).get("held");
        assertThat(held.get("removed").asInt()).isEqualTo(82);
        assertThat(held.get("removedSample").size()).isPositive();
        assertThat(get("/v1/lookup?key=user50").status()).isEqualTo(200);
        assertThat(send("POST", "/v1/sync/held/corp", "{\"apply\":false}").status())
                .isEqualTo(200);
        assertThat(send("POST", "/v1/sync/held/corp", "{\"apply\":false}").problem())
                .isEqualTo("not-found 404");
        assertThat(get("/v1/status").json().get("connections").get(0).has("held"))
                .isFalse();
    }

    @Test
    void showsWhyTheDirectoryIsNotRead() {
        timer.pass(Duration.ZERO);
        directory.refuses(new Problem(ProblemType.CONNECT_REFUSED, "dc1 refuses connections.", "Start it."));
        send("POST", "/v1/sync?connection=corp", "");
        assertThat(get("/v1/sync").json().get("runs").get(0).get("outcome").asString())
                .isEqualTo("failed");
        JsonNode error = get("/v1/status").json().get("connections").get(0).get("lastError");
        assertThat(error.get("type").asString()).isEqualTo("connect-refused");
        assertThat(error.get("remedy").asString()).isEqualTo("Start it.");
        assertThat(get("/v1/lookup?key=user3").status()).isEqualTo(200);
    }

    private TestServer.Got get(String path) {
        return TestServer.send(client, HttpRequest.newBuilder(URI.create(url + path)));
    }

    private TestServer.Got send(String method, String path, String body) {
        return TestServer.send(
                client,
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static final class NoTickets implements Tickets {
        @Override
        public void prepare() {}

        @Override
        public void destroy() {}
    }
}
