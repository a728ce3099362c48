package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.account.ReadableShare;
import org.adcache.directory.IgnoredEntry;
import org.adcache.directory.IgnoredReason;
import org.adcache.integration.WipeReceipt;
import org.adcache.lookup.UnknownReason;
import org.adcache.sync.HeldDraft;
import org.adcache.sync.IgnoredItem;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AdminRoutesTest {
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsWhetherTheIntegrationIsOn() {
        TestServer.Got got = server.get("/v1/integration");
        assertThat(got.body()).isEqualTo("""
            {"enabled":true,"epoch":1,"changedAt":"2026-11-21T10:00:00Z"}\
            """);
        assertThat(got.header("ETag")).hasValueSatisfying(tag -> assertThat(tag).matches("\"[0-9a-f]{24}\""));
    }

    @Test
    void switchesOffWithTheReceiptAndOnAgain() {
        TestServer.Got off = server.put("/v1/integration", "{\"enabled\":false}");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.body()).isEqualTo("""
            {"enabled":false,"epoch":2,"changedAt":"2026-11-21T10:00:01Z","lastWipe":{"accounts":400,\
            "files":5,"bytes":2097152,"startedAt":"2026-11-21T10:00:00Z",\
            "finishedAt":"2026-11-21T10:00:01.500Z",\
            "destroyed":["answers","keys","tickets"],"pending":[]}}\
            """);
        assertThat(server.put("/v1/integration", "{\"enabled\":false}").body()).isEqualTo(off.body());
        assertThat(server.controls.changes()).isEqualTo(1);
        assertThat(server.put("/v1/integration", "{\"enabled\":true}")
                        .json()
                        .get("enabled")
                        .asBoolean())
                .isTrue();
        assertThat(server.audited)
                .hasSize(3)
                .first()
                .asString()
                .matches("\\{\"at\":\"2026-11-21T10:00:00Z\",\"who\":\\{\"kind\":\"token\",\"id\":\"[0-9a-f]{8}\","
                        + "\"name\":\"ops\"},\"from\":\"127.0.0.1\",\"what\":\"integration.disable\","
                        + "\"outcome\":\"ok\"}\n");
    }

    @Test
    void showsTheAuditLogTheNewestFirst() {
        server.put("/v1/integration", "{\"enabled\":false}");
        server.put("/v1/integration", "{\"enabled\":true}");
        JsonNode page = server.get("/v1/audit").json();
        assertThat(page.get("items").valueStream().map(item -> item.get("what").asString()))
                .containsExactly("integration.enable", "integration.disable");
        assertThat(page.get("items").get(0).toString())
                .isEqualTo(server.audited.get(1).strip());
        assertThat(page.has("next")).isFalse();
        assertThat(server.get("/v1/audit?after=1-0&limit=1").status()).isEqualTo(200);
        assertThat(server.get("/v1/audit?after=x").problem()).isEqualTo("bad-request 400");
        assertThat(server.get("/v1/audit?limit=0").problem()).isEqualTo("bad-request 400");
    }

    @Test
    void reportsAWipeThatIsUnfinishedWithItsRemedy() {
        server.controls.pending =
                List.of(new WipeReceipt.Pending("files", "cache-corp-1-1.dbm", "It can't be deleted.", "Delete it."));
        TestServer.Got got = server.put("/v1/integration", "{\"enabled\":false}");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body())
                .doesNotContain("finishedAt")
                .contains("\"pending\":[{\"what\":\"cache-corp-1-1.dbm\",\"detail\":\"It can't be deleted.\","
                        + "\"remedy\":\"Delete it.\"}]");
        assertThat(server.get("/v1/integration").body()).isEqualTo(got.body());
        assertThat(server.audited).singleElement().asString().contains("\"outcome\":\"wipe-incomplete\"");
    }

    @Test
    void refusesToSwitchOnBeforeTheKeysAreDestroyed() {
        server.controls.disable();
        server.controls.failure = Optional.of(
                new Problem(ProblemType.WIPE_INCOMPLETE, "keys/corp-1.key can't be overwritten.", "Check the disk."));
        TestServer.Got got = server.put("/v1/integration", "{\"enabled\":true}");
        assertThat(got.problem()).isEqualTo("wipe-incomplete 409");
        assertThat(got.json().get("remedy").asString()).isEqualTo("Check the disk.");
        assertThat(server.audited).singleElement().asString().contains("\"outcome\":\"wipe-incomplete\"");
    }

    @Test
    void honoursIfMatch() {
        String tag = server.get("/v1/integration").header("ETag").orElseThrow();
        assertThat(server.send(putIfMatch("\"x\", " + tag, false)).status()).isEqualTo(200);
        TestServer.Got late = server.send(putIfMatch(tag, true));
        assertThat(late.problem()).isEqualTo("precondition-failed 412");
        assertThat(server.send(putIfMatch("W/" + tag, true)).problem()).isEqualTo("precondition-failed 412");
        assertThat(server.controls.changes()).isEqualTo(1);
        assertThat(server.send(putIfMatch("*", true)).status()).isEqualTo(200);
    }

    @Test
    void letsOneOfManyRacingChangesWithTheSameETagWin() {
        for (int round = 0; round < 20; round++) {
            boolean enabled = round % 2 == 1;
            String tag = server.get("/v1/integration").header("ETag").orElseThrow();
            List<CompletableFuture<Integer>> racers = IntStream.range(0, 8)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> TestServer.send(newClient(), putIfMatch(tag, enabled))
                                    .status()))
                    .toList();
            assertThat(racers.stream().map(CompletableFuture::join))
                    .containsOnly(200, 412)
                    .containsOnlyOnce(200);
        }
    }

    /** A wipe closes the connections that are idle then, so each racer has its own. */
    private static HttpClient newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private HttpRequest.Builder putIfMatch(String tags, boolean enabled) {
        return server.request("/v1/integration", server.admin)
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("If-Match", tags)
                .PUT(HttpRequest.BodyPublishers.ofString("{\"enabled\":" + enabled + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                       | enabled is missing.",
                "{\"enabled\":\"true\"}   | enabled is not true or false.",
                "{\"enabled\":1}          | enabled is not true or false.",
                "{\"enabled\":null}       | enabled is not true or false.",
                "{\"on\":true}            | The field on is unknown.",
                "true                     | The body is not an object.",
                "``                       | The body is not an object.",
            })
    void namesWhatIsWrongWithASwitchAndLeavesItAlone(String body, String detail) {
        TestServer.Got got = server.put("/v1/integration", body);
        assertThat(got.problem()).isEqualTo("bad-request 400");
        assertThat(got.detail()).isEqualTo(detail);
        assertThat(server.controls.changes()).isZero();
        assertThat(server.audited).isEmpty();
    }

    @Test
    void startsACycleOfEveryConnectionAndListsThem() {
        TestServer.Got got = server.post("/v1/sync", "");
        assertThat(got.status()).isEqualTo(202);
        assertThat(got.json().get("runs").get(0).toString()).isEqualTo("""
            {"id":"r1","connection":"corp","mode":"auto","scope":"full","reason":"The cursor was refused.",\
            "phase":"done","read":12,"expected":13,"added":1,\
            "changed":2,"removed":3,"startedAt":"2026-11-21T10:00:00Z",\
            "finishedAt":"2026-11-21T10:00:04Z","outcome":"failed","problem":{"type":"ldap-timeout",\
            "detail":"dc1:636 did not answer.","remedy":"Look at dc1."}}\
            """);
        assertThat(connections(got)).containsExactly("corp", "branch");
        assertThat(connections(server.post("/v1/sync?mode=full&connection=branch", "{}")))
                .containsExactly("branch");
        TestServer.Got list = server.get("/v1/sync");
        assertThat(list.status()).isEqualTo(200);
        assertThat(connections(list)).containsExactly("branch", "branch", "corp");
        assertThat(list.json().get("runs").get(0).get("mode").asString()).isEqualTo("full");
        assertThat(server.audited).hasSize(3).last().asString().contains("sync.full", "\"target\":\"branch\"");
        assertThat(server.audited)
                .as("of a sync only the request is known; these have failed")
                .allSatisfy(line -> assertThat(line.toString()).contains("\"outcome\":\"requested\""));
    }

    private static List<String> connections(TestServer.Got got) {
        return got.json()
                .get("runs")
                .valueStream()
                .map(run -> run.get("connection").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "mode=fast, bad-request 400",
        "mode=, bad-request 400",
        "full, bad-request 400",
        "connection=nowhere, unknown-connection 404",
        "connection=, unknown-connection 404",
        "connection=%00%C3%BC, unknown-connection 404"
    })
    void refusesACycleItCantStart(String query, String problem) {
        assertThat(server.post("/v1/sync?" + query, "").problem()).isEqualTo(problem);
        assertThat(server.controls.changes()).isZero();
    }

    @Test
    void refusesABodyThatWouldBeIgnored() {
        assertThat(server.post("/v1/sync", "{\"mode\":\"full\"}").detail()).isEqualTo("The field mode is unknown.");
        assertThat(server.controls.changes()).isZero();
    }

    @Test
    void refusesChangesWhileTheIntegrationIsOff() throws Exception {
        server.controls.disable();
        for (TestServer.Got got :
                List.of(server.post("/v1/sync", ""), server.post("/v1/sync/held/corp", "{\"apply\":true}"))) {
            assertThat(got.problem()).isEqualTo("integration-disabled 409");
            assertThat(got.header("Retry-After")).isEmpty();
        }
    }

    @Test
    void decidesOnWhatIsHeldOnce() {
        server.controls.held = Optional.of(held());
        TestServer.Got got = server.post("/v1/sync/held/corp", "{\"apply\":true}");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("""
            {"connection":"corp","applied":true,"added":1,"changed":2,"removed":90}\
            """);
        assertThat(server.post("/v1/sync/held/corp", "{\"apply\":false}").problem())
                .isEqualTo("not-found 404");
        assertThat(server.post("/v1/sync/held/nowhere", "{\"apply\":true}").problem())
                .isEqualTo("unknown-connection 404");
        assertThat(server.post("/v1/sync/held/corp", "{\"apply\":3}").problem()).isEqualTo("bad-request 400");
        assertThat(server.audited).singleElement().asString().contains("held.apply", "\"target\":\"corp\"");
    }

    @Test
    void saysThatWhatIsHeldIsOutdated() {
        server.controls.failure =
                Optional.of(new Problem(ProblemType.DRAFT_OUTDATED, "The data moved on.", "Sync again."));
        assertThat(server.post("/v1/sync/held/corp", "{\"apply\":true}").problem())
                .isEqualTo("draft-outdated 409");
    }

    private static HeldDraft held() {
        return new HeldDraft(
                FakeControls.AT,
                FakeControls.HELD,
                1,
                2,
                90,
                List.of(People.user(1), People.user(2)),
                Optional.of(new HeldDraft.SecondOpinion("dc2.corp.example:636", 90, 88)));
    }

    @Test
    void showsTheStatusOfEveryPart() {
        server.controls.held = Optional.of(held());
        server.questions.holds("user1@corp.example", People.user(1), People.group(1));
        TestServer.Got got = server.get("/v1/status");
        JsonNode json = got.json();
        assertThat(json.propertyNames())
                .containsExactly("version", "integration", "cache", "connections", "budgets", "startedAt", "expiring");
        assertThat(json.get("version").asString()).isEqualTo("1.2.3");
        assertThat(json.get("integration").get("enabled").asBoolean()).isTrue();
        assertThat(json.get("cache").toString()).isEqualTo("""
            {"accounts":2,"users":1,"contacts":0,"groups":1,"addresses":11,"generation":7,\
            "asOf":"2026-11-21T09:30:00Z","bytesOnDisk":4096,"stale":true}\
            """);
        JsonNode corp = json.get("connections").get(0);
        assertThat(((ObjectNode) corp.get("held")).remove("removedSample").size())
                .isEqualTo(2);
        JsonNode deletedObjects = ((ObjectNode) corp).remove("deletedObjects");
        assertThat(deletedObjects.get("readable").asBoolean()).isFalse();
        assertThat(deletedObjects.get("remedy").asString())
                .contains("dsacls \"CN=Deleted Objects,DC=corp,DC=example\" /g", "CORP\\svc-adcache:LCRP");
        assertThat(corp.toString()).isEqualTo("""
                        {"id":"corp","domain":"corp.example","server":"dc1.corp.example:636",\
                        "feed":{"method":"dirsync"},"lastSuccess":"2026-11-21T10:00:00Z",\
                        "lastReconciliation":"2026-11-21T09:59:30Z","lastError":{"at":"2026-11-21T10:01:00Z",\
                        "type":"ldap-timeout","detail":"No answer.","remedy":"Look at dc1."},\
                        "nextRun":"2026-11-21T10:01:30Z",\
                        "accounts":{"users":4,"contacts":2,"groups":1},"duplicates":2,"ignoredAddresses":0,"held":{"heldAt":"2026-11-21T10:00:00Z",\
                        "type":"result-shrunken","detail":"The result lost 90 of 100 accounts.","remedy":"Apply or drop it.",\
                        "added":1,"changed":2,"removed":90,"secondOpinion":{"server":"dc2.corp.example:636",\
                        "asked":90,"visible":88}}}""");
        assertThat(json.get("connections").get(1).toString()).isEqualTo("""
            {"id":"branch","domain":"branch.example","duplicates":0,"ignoredAddresses":0}\
            """);
    }

    @Test
    void saysOfWhichShareOfTheAccountsAnAttributeCanBeRead() {
        server.controls.unreadable =
                List.of(ReadableShare.of(AccountType.USER, "userAccountControl", 999_999, 1_000_000));
        assertThat(server.get("/v1/status")
                        .json()
                        .get("connections")
                        .get(0)
                        .get("unreadable")
                        .toString())
                .isEqualTo("""
                        [{"type":"user","attribute":"userAccountControl","share":0.9999}]""");
    }

    @Test
    void countsAndListsIgnoredEntriesPageByPage() {
        for (int i = 0; i < 3; i++) {
            server.controls.ignored.add(ignored("corp", i));
        }
        server.controls.ignored.add(ignored("branch", 9));

        assertThat(server.get("/v1/status")
                        .json()
                        .get("connections")
                        .get(0)
                        .get("ignored")
                        .toString())
                .isEqualTo("""
                    [{"reason":"malformed-sid","entries":4}]\
                    """);
        assertThat(server.get("/v1/ignored?connection=branch").json().toString())
                .isEqualTo("""
                    {"items":[{"connection":"branch","objectGUID":"00000000-0000-0009-0000-000000000009",\
                    "distinguishedName":"CN=9\uFFFD","attribute":"objectSid","reason":"malformed-sid"}]}\
                    """);
        JsonNode first = server.get("/v1/ignored?connection=corp&limit=2").json();
        assertThat(first.get("items").size()).isEqualTo(2);
        String next = first.get("next").asString();
        JsonNode last =
                server.get("/v1/ignored?connection=corp&limit=2&after=" + next).json();
        assertThat(last.get("items").size()).isEqualTo(1);
        assertThat(last.has("next")).isFalse();
        assertThat(server.get("/v1/ignored?limit=1001").problem()).isEqualTo("bad-request 400");
        assertThat(server.get("/v1/ignored?limit=x").problem()).isEqualTo("bad-request 400");
        assertThat(server.get("/v1/ignored?connection=nowhere").problem()).isEqualTo("unknown-connection 404");
    }

    private static IgnoredItem ignored(String connection, int number) {
        return new IgnoredItem(
                connection + "/" + number,
                new ConnectionId(connection),
                new IgnoredEntry(
                        Optional.of(new ObjectGuid(number, number)),
                        "CN=" + number + "\n",
                        Optional.of("objectSid"),
                        Optional.empty(),
                        IgnoredReason.MALFORMED_SID));
    }

    @Test
    void saysWhatWasFoundDamagedUntilItIsMadeGood() {
        server.damage.add(
                new Problem(ProblemType.CACHE_DAMAGED, "A file is damaged.", "Nothing: the next sync repairs it."));
        assertThat(server.get("/v1/status").json().get("damage").toString()).isEqualTo("""
            [{"type":"cache-damaged","detail":"A file is damaged.",\
            "remedy":"Nothing: the next sync repairs it."}]\
            """);
        server.damage.clear();
        assertThat(server.get("/v1/status").json().has("damage")).isFalse();
    }

    @Test
    void isAliveWhateverHappens() {
        server.questions.off(UnknownReason.NEVER_SYNCED);
        TestServer.Got got = server.send(server.request("/livez"));
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("{\"live\":true}");
    }

    @Test
    void isReadyWithAUsableCopyOrSwitchedOff() throws Exception {
        assertThat(ready("").body()).isEqualTo("{\"ready\":true}");
        server.questions.off(UnknownReason.TOO_STALE);
        assertThat(ready("").problem()).isEqualTo("too-stale 503");
        server.questions.asOf = Optional.empty();
        assertThat(ready("").problem()).isEqualTo("never-synced 503");
        assertThat(ready("?verbose").status()).isEqualTo(503);
        assertThat(ready("?verbose").header("Retry-After")).isPresent();
        assertThat(ready("?verbose").body()).isEqualTo("""
            {"ready":false,"checks":[{"id":"copy","ok":false},{"id":"tokens","ok":true}]}\
            """);
        server.controls.disable();
        assertThat(ready("").status()).isEqualTo(200);
        assertThat(ready("?verbose=true").body()).isEqualTo("""
                        {"ready":true,"checks":[{"id":"copy","ok":true,"detail":"The integration is off; questions are\
                         answered with 503."},{"id":"tokens","ok":true}]}""");
        assertThat(ready("?verbose=perhaps").problem()).isEqualTo("bad-request 400");
    }

    private TestServer.Got ready(String query) {
        return server.send(server.request("/readyz" + query));
    }
}
