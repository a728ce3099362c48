package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.adcache.cli.client.FirstSync;
import org.adcache.cli.terminal.Screens;
import org.adcache.cli.terminal.StopSignal;
import org.adcache.cli.terminal.Terminal;
import org.adcache.cli.terminal.Watch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceCommandsTest {
    private static final String ANNA = """
        {"key":"anna@example.com","found":true,"accounts":[{"type":"user","cn":"Anna Müller",
         "addresses":["anna@example.com","am@example.com"],"disabled":false,"connection":"corp"}]}
        """;

    private static final String HELD = """
        ,"held":{"heldAt":"2026-11-01T00:00:00Z","type":"result-shrunken","detail":"It lost 3 accounts.","remedy":"Look.",
         "added":12,"changed":40,"removed":3,"secondOpinion":{"server":"dc2:636","asked":3,"visible":1},
         "removedSample":[{"objectGUID":"00000000-0000-0001-0000-000000000001","type":"user",
          "distinguishedName":"CN=Jo,DC=corp,DC=example","disabled":false,"hidden":false,"connection":"corp"}]}\
        """;

    @TempDir
    Path folder;

    private FakeService service;

    @BeforeEach
    void start() throws IOException {
        service = new FakeService();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void lookupPrintsWhatItFound() {
        service.on("POST /v1/lookup", 200, "{\"results\":[" + ANNA + "],\"stale\":false}");

        CommandLineRun run = run("lookup", "anna@example.com", "--by", "address");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("""
            anna@example.com
              type               user
              cn                 Anna Müller
              addresses          anna@example.com, am@example.com
              disabled           false
              connection         corp
            """);
        assertThat(run.err()).isEmpty();
        assertThat(service.requests())
                .containsExactly("POST /v1/lookup null {\"keys\":[\"anna@example.com\"],\"by\":\"address\"}");
    }

    @Test
    void lookupListsWhatIsIgnored() {
        service.on("GET /v1/ignored", 200, """
            {"items":[{"connection":"corp","distinguishedName":"CN=a\\u001b[2J,DC=corp","attribute":"proxyAddresses",
              "value":"smtp:a b","objectGUID":"11111111-2222-3333-4444-555555555555","reason":"no-address"}],
             "next":"x/y"}\
            """);
        service.on("GET /v1/ignored", 200, """
            {"items":[{"connection":"corp","distinguishedName":"CN=b,DC=corp","reason":"malformed-guid"}]}\
            """);

        CommandLineRun run = run("lookup", "--ignored");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("""
            corp 11111111-2222-3333-4444-555555555555 no-address
              CN=a\uFFFD[2J,DC=corp
              proxyAddresses: smtp:a b
            corp (no objectGUID) malformed-guid
              CN=b,DC=corp
            """);
        assertThat(service.requests())
                .containsExactly("GET /v1/ignored?limit=1000 null ", "GET /v1/ignored?limit=1000&after=x%2Fy null ");
    }

    @Test
    void reloadPrintsWhatWasChanged() {
        service.on("POST /v1/reload", 200, """
            {"changed":[{"key":"adcache.max-age","change":"changed","effect":"It holds from now on."},
             {"key":"adcache.connections.lab","change":"removed","effect":"It isn't served any more.",
              "problem":{"type":"store-write-failed","detail":"The disk is full.","remedy":"Make room."}}]}\
            """);
        service.on("POST /v1/reload", 200, "{\"changed\":[]}");

        CommandLineRun run = run("reload");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("""
            adcache.max-age changed: It holds from now on.
            adcache.connections.lab removed: It isn't served any more.
            problem      The disk is full.
            remedy       Make room.
            """);
        assertThat(run("reload").out()).isEqualTo("Nothing in the configuration has changed.\n");
    }

    @Test
    void reloadListsTheProblemsOfTheConfiguration() {
        String refused = """
            {"type":"/problems/configuration","title":"Configuration refused","status":422,"detail":"It has a problem.",
             "remedy":"Correct it.","problems":[{"file":"/etc/adcache/adcache.conf","line":3,"key":"adcache.max-age",
             "detail":"it is odd.","suggestion":"Write 24h."}]}\
            """;
        service.on("POST /v1/reload", 422, refused);
        service.on("POST /v1/reload", 422, refused);

        CommandLineRun run = run("reload");

        assertThat(run.exit()).isEqualTo(78);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("/etc/adcache/adcache.conf:3: adcache.max-age: it is odd. Write 24h.\n");
        CommandLineRun json = run("reload", "--json");
        assertThat(json.exit()).isEqualTo(78);
        assertThat(json.out()).contains("\"line\" : 3");
    }

    @Test
    void lookupWantsKeysOrIgnored() {
        assertThat(run("lookup").exit()).isEqualTo(2);
        assertThat(run("lookup", "--ignored", "anna").exit()).isEqualTo(2);
    }

    @Test
    void aMistakeOfTheCallerIsNotLookedForInTheLog() {
        service.on("POST /v1/lookup", 400, problem(400, "keys[0] is empty.", ""));

        CommandLineRun run = run("lookup", "");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("adcache: keys[0] is empty. Correct that, and ask again.\n");
    }

    @Test
    void aKeyThatIsNotFoundIsOne() {
        service.on(
                "POST /v1/lookup",
                200,
                "{\"results\":[" + ANNA + ",{\"key\":\"nobody\",\"found\":false,\"accounts\":[]}]}");

        CommandLineRun run = run("lookup", "anna@example.com", "nobody");

        assertThat(run.exit()).isOne();
        assertThat(run.out()).contains("nobody: not found\n");
    }

    @Test
    void unknownOutweighsNotFound() {
        service.on(
                "POST /v1/lookup",
                200,
                "{\"results\":[{\"key\":\"a\",\"found\":false},{\"key\":\"b\",\"found\":\"unknown\"}]}");

        assertThat(run("lookup", "a", "b").exit()).isEqualTo(75);
    }

    @Test
    void anOldAnswerSaysSoOnStandardError() {
        service.on(
                "POST /v1/lookup",
                200,
                "{\"results\":[" + ANNA + "],\"stale\":true,\"asOf\":\"2026-11-20T10:00:00.123456Z\"}");

        CommandLineRun run = run("lookup", "anna@example.com");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("This is old").contains("2026-11-20T10:00:00Z.");
    }

    @Test
    void jsonIsTheServicesAnswer() {
        service.on("POST /v1/lookup", 200, "{\"results\":[" + ANNA + "]}");

        assertThat(run("lookup", "--json", "anna@example.com").out())
                .startsWith("{")
                .contains("\"cn\" : \"Anna Müller\"");
    }

    @Test
    void aNameCanNotCommandTheTerminal() {
        service.on(
                "POST /v1/lookup",
                200,
                "{\"results\":[{\"key\":\"k\",\"found\":true,\"accounts\":[{\"cn\":\"a\\u001b[2Jb\\u202ec\"}]}]}");

        assertThat(run("lookup", "k").out()).contains("a\uFFFD[2Jb\uFFFDc").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({"400,2", "401,77", "403,77", "404,2", "409,75", "429,75", "503,75", "500,70"})
    void aRefusalIsASentenceARemedyAndItsCode(int status, int exit) {
        service.on("GET /v1/status", status, problem(status, "It is so.", ",\"remedy\":\"Change it.\""));

        CommandLineRun run = run("status");

        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.err()).isEqualTo("adcache: It is so. Change it.\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void withoutATokenTheRemedyIsToNameOne() {
        service.on("GET /v1/status", 401, problem(401, "No token.", ""));

        assertThat(run("status").err()).contains("--token-file");
    }

    @Test
    void nothingListening() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        CommandLineRun run = CommandLineRun.of("status", "--url", "http://127.0.0.1:" + port);

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.err()).startsWith("adcache: Nothing answers at http://127.0.0.1:" + port + ".");
    }

    @Test
    void somethingElseListening() {
        CommandLineRun run = run("status");

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.err()).contains("does not answer like adcache (HTTP 404)");
    }

    @Test
    void problemOfAProxyWithoutDetail() {
        service.on("GET /v1/status", 403, "{\"type\":\"about:blank\"}");

        CommandLineRun run = run("status");

        assertThat(run.exit()).isEqualTo(77);
        assertThat(run.err()).startsWith("adcache: HTTP 403.");
    }

    @Test
    void theEnvironmentNamesServiceAndToken() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "adc_secret\n");
        service.on("GET /v1/status", 200, synced(status("")));

        CommandLineRun run = CommandLineRun.with(
                Map.of("ADCACHE_URL", service.url() + "/", "ADCACHE_TOKEN_FILE", token.toString()), "status");

        assertThat(run.exit()).isZero();
        assertThat(service.requests()).containsExactly("GET /v1/status Bearer adc_secret ");
    }

    @Test
    void aTokenFileWithoutAToken() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThat(run("status", "--token-file", empty.toString()).exit()).isEqualTo(2);
        assertThat(run("status", "--token-file", folder.resolve("none").toString())
                        .exit())
                .isEqualTo(2);
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void suggestSendsTheWordsAndPrintsATable() {
        service.on("GET /v1/suggest", 200, """
            {"complete":false,"items":[
             {"cn":"Anna Müller","mail":"anna@example.com","sAMAccountName":"am","type":"user","connection":"corp"},
             {"cn":"Gäste","type":"group","connection":"corp"}]}
            """);

        CommandLineRun run = run("suggest", "an", "mü", "--limit", "2", "--types", "user,group", "--include", "hidden");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("""
            NAME         ADDRESS           ACCOUNT  TYPE   CONNECTION
            Anna Müller  anna@example.com  am       user   corp
            Gäste        -                 -        group  corp
            """);
        assertThat(run.err()).contains("There are more.");
        assertThat(service.requests().get(0))
                .startsWith("GET /v1/suggest?q=an+m%C3%BC&limit=2&types=user%2Cgroup&include=hidden ");
    }

    @Test
    void nothingSuggestedIsNotFound() {
        service.on("GET /v1/suggest", 200, "{\"complete\":true,\"items\":[]}");

        assertThat(run("suggest", "x").exit()).isOne();
    }

    @Test
    void somebodyWhoIsOnlyDisabledIsMentioned() {
        service.on("GET /v1/suggest", 200, "{\"complete\":true,\"items\":[]}")
                .on("GET /v1/suggest", 200, "{\"complete\":true,\"items\":[{\"cn\":\"Carl\",\"disabled\":true}]}");

        CommandLineRun run = run("suggest", "carl");

        assertThat(run.exit()).isOne();
        assertThat(run.err()).isEqualTo("Nothing found.\n1 disabled match; --include disabled shows it.\n");
        assertThat(service.requests().get(1)).startsWith("GET /v1/suggest?q=carl&include=disabled ");
    }

    @Test
    void whatIsOnlyHiddenIsMentionedBesideWhatIsIncluded() {
        service.on("GET /v1/suggest", 200, "{\"complete\":true,\"items\":[]}")
                .on("GET /v1/suggest", 200, "{\"complete\":false,\"items\":[{\"cn\":\"A\"},{\"cn\":\"B\"}]}");

        assertThat(run("suggest", "x", "--include", "disabled", "--limit", "2").err())
                .isEqualTo("Nothing found.\nAt least 2 hidden matches; --include disabled,hidden shows them.\n");
    }

    @Test
    void whereNothingIsLeftOutNothingMoreIsSaid() {
        service.on("GET /v1/suggest", 200, "{\"complete\":true,\"items\":[]}");

        assertThat(run("suggest", "x").err()).isEqualTo("Nothing found.\n");
        assertThat(service.requests()).hasSize(4);
        assertThat(run("suggest", "x", "--include", "disabled,hidden").err()).isEqualTo("Nothing found.\n");
        assertThat(service.requests()).hasSize(5);
    }

    @Test
    void statusShowsWhatFailsAndSinceWhen() {
        service.on("GET /v1/status", 200, status(connection("corp", """
            ,"lastError":{"at":"2026-11-02T00:00:00Z","type":"x","detail":"No DC answers.","remedy":"Start one."}\
            """)));

        assertThat(run("status").out())
                .contains("integration  on since 2026-11-01T00:00:00Z, epoch 3")
                .contains("accounts     7 (5 users, 1 contacts, 1 groups), 9 addresses")
                .contains("connection corp (corp.example.com)")
                .contains("  failing since  2026-11-02T00:00:00Z")
                .contains("  problem        No DC answers.")
                .contains("  remedy         Start one.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'asOf':'2026-11-01T00:00:00Z'                                   | ''    | 0 | ''",
                "'asOf':'2026-11-01T00:00:00Z'                                   | FAILS | 1 | The syncs of corp have"
                        + " failed since 2026-11-02T00:00:00Z: No DC answers.",
                "'asOf':'2026-11-01T00:00:00Z','stale':true                      | ''    | 0 | Answers are stale: the"
                        + " copy of corp is of 2026-11-01T00:00:00Z, older than max-age.",
                "'asOf':'2026-11-01T00:00:00Z','stale':true,'unusable':true      | FAILS | 75 | All answers are unknown:"
                        + " the copy of corp is of 2026-11-01T00:00:00Z, older than unknown-after.",
                "'stale':true,'unusable':true                                    | ''    | 75 | All answers are unknown:"
                        + " no sync has succeeded yet.",
                "'off':true                                                      | ''    | 75 | All answers are unknown:"
                        + " the integration is off."
            })
    void statusSaysFirstWhatHurtsMostAndExitsAccordingly(String cache, String more, int exit, String first) {
        String error = ",\"lastError\":{\"at\":\"2026-11-02T00:00:00Z\",\"type\":\"x\",\"detail\":\"No DC answers.\","
                + "\"remedy\":\"Start one.\"}";
        String synced = cache.contains("asOf") ? ",\"lastSuccess\":\"2026-11-01T00:00:00Z\"" : "";
        service.on(
                "GET /v1/status",
                200,
                status(connection("corp", synced + (more.isEmpty() ? "" : error)))
                        .replace(
                                "\"bytesOnDisk\":99",
                                "\"bytesOnDisk\":99," + cache.strip().replace('\'', '"'))
                        .replace("\"enabled\":true", "\"enabled\":" + !cache.contains("off")));

        CommandLineRun run = run("status");

        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).startsWith(first.isEmpty() ? "adcache      1\n" : "attention    " + first + "\n");
        assertThat(run("status", "--json").exit()).isEqualTo(exit);
    }

    @Test
    void statusShowsTheProgressOfTheFirstSync() {
        String running = runs("reading", ",\"expected\":20", "");
        service.on(
                "GET /v1/status",
                200,
                status(connection(
                        "corp",
                        ",\"running\":"
                                + running.substring("{\"runs\":[".length(), running.length() - "]}".length()))));

        assertThat(run("status").out()).contains("  syncing        reading, 10 of 20 read\n");
    }

    @Test
    void statusIsWatchedThroughARestartOfTheService() throws Exception {
        service.on("GET /v1/status", 200, status(""))
                .on("GET /v1/status", 503, problem(503, "It restarts.", ",\"remedy\":\"Wait.\""))
                .on("GET /v1/status", 200, status(""));
        CompletableFuture<CommandLineRun> watching = new CompletableFuture<>();
        Thread thread = new Thread(() -> watching.complete(run("status", "--watch=1")));
        thread.start();

        for (int i = 0; i < 500 && service.requests().size() < 3; i++) {
            Thread.sleep(20);
        }
        thread.interrupt();
        CommandLineRun run = watching.get(20, TimeUnit.SECONDS);

        assertThat(run.out().split("integration  on", -1)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(run.err()).startsWith("It restarts. Wait.\n");
        assertThat(service.requests()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void onATerminalWhatIsWatchedStaysInItsPlace() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new Screens(true, true),
                Map.of());
        AtomicInteger shown = new AtomicInteger();
        Watch watch = new Watch(terminal, Duration.ofMillis(1));

        assertThatThrownBy(() -> watch.run(() -> {
                    if (shown.incrementAndGet() == 3) {
                        Thread.currentThread().interrupt();
                    }
                    return () -> terminal.print("state " + shown);
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("\u001b[H\u001b[2Jstate 1\n\u001b[H\u001b[2Jstate 2\n\u001b[H\u001b[2Jstate 3\n");
    }

    @Test
    void timesAreInSecondsAndOnATerminalAlsoRelative() {
        String changed = "\"changedAt\":\"2026-11-01T00:00:00Z\"";
        assertThat(status("")).contains(changed);
        service.on("GET /v1/status", 200, status("").replace(changed, "\"changedAt\":\"2020-01-02T03:04:05.678901Z\""));

        assertThat(run("status").out()).contains("on since 2020-01-02T03:04:05Z, epoch 3");
        assertThat(CommandLineRun.onATerminal(Map.of("ADCACHE_URL", service.url()), "status")
                        .out())
                .containsPattern("on since 2020-01-02T03:04:05Z \\(\\d+ d ago\\), epoch 3");
    }

    @Test
    void statusCountsIncompleteGroups() {
        service.on("GET /v1/status", 200, status(connection("corp", ",\"incompleteGroups\":3")));

        assertThat(run("status").out()).contains("  incomplete     3 groups, of which not all members are known; add ");
    }

    @Test
    void statusShowsWhatIsHeldAndWhatWouldBeRemoved() {
        service.on("GET /v1/status", 200, status(connection("corp", HELD)));

        assertThat(run("status").out()).endsWith("""
            connection corp (corp.example.com)
              held           +12 −3 ~40: It lost 3 accounts.
              remedy         Look. Decide with "adcache sync --apply" or --drop.
              elsewhere      dc2:636 still shows 1 of 3 of those that would be removed
              for instance   CN=Jo,DC=corp,DC=example
              server         -
              change feed    -
              last success   -
              reconciled     -
              next sync      -
              duplicates     2
            """);
    }

    @Test
    void statusShowsWhichLimitsRefusedSomething() {
        String limits = """
            "budgets":[{"key":"http.limits.connections","limit":1000,"inUse":3,"refused":0},
                       {"key":"http.limits.bodies","limit":8388608,"inUse":0,"refused":12}],"connections":\
            """;
        service.on("GET /v1/status", 200, status("").replace("\"connections\":", limits));

        assertThat(run("status").out())
                .contains("refused      12 times beyond http.limits.bodies (8388608)")
                .doesNotContain("http.limits.connections");
    }

    @Test
    void statusAsJsonIsAllThatTheServiceSaysEvenWhatThisCommandDoesNotKnow() {
        service.on("GET /v1/status", 200, synced(status(connection("corp", ",\"weather\":{\"rain\":1.50}"))));

        assertThat(run("status", "--json").out()).contains("\"rain\" : 1.5");
        assertThat(run("status").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | version is missing.",
                "{'id':'corp'} | connections[0].domain is missing.",
                "{'id':'corp','domain':'d','duplicates':'many'} | connections[0].duplicates is not what it should be."
            })
    void anAnswerThatIsNoStatusNamesTheFieldThatIsWrong(String connection, String detail) {
        service.on("GET /v1/status", 200, connection.equals("{}") ? "{}" : status(connection.replace('\'', '"')));

        CommandLineRun run = run("status");

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.err()).startsWith("adcache: " + service.url() + " does not answer like adcache: " + detail);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void disablePrintsTheReceipt() {
        service.on("PUT /v1/integration", 200, """
            {"enabled":false,"epoch":4,"changedAt":"2026-11-01T00:00:00Z","lastWipe":{"accounts":7,"files":3,
             "bytes":4096,"startedAt":"2026-11-01T00:00:00Z","finishedAt":"2026-11-01T00:00:01Z","destroyed":["keys"],
             "pending":[]}}
            """);

        CommandLineRun run = run("disable");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("The integration is off").contains("Wiped: 7 accounts in 3 files, 4096 bytes");
        assertThat(service.requests()).containsExactly("PUT /v1/integration null {\"enabled\":false}");
    }

    @Test
    void disablePrintsWhatIsPendingWithItsRemedy() {
        service.on("PUT /v1/integration", 200, """
            {"enabled":false,"epoch":4,"changedAt":"2026-11-01T00:00:00Z","lastWipe":{"accounts":7,"files":3,
             "bytes":4096,"startedAt":"2026-11-01T00:00:00Z","destroyed":["keys"],
             "pending":[{"what":"krb5.conf","detail":"It can't be deleted.","remedy":"Check its folder."}]}}
            """);

        CommandLineRun run = run("disable");

        assertThat(run.exit()).isEqualTo(75);
        assertThat(run.out())
                .contains("; it is unfinished.")
                .contains("pending      krb5.conf: It can't be deleted.\nremedy       Check its folder.");
        assertThat(run("disable", "--json").exit()).isEqualTo(75);
    }

    @Test
    void enableTurnsItOn() {
        service.on("PUT /v1/integration", 200, "{\"enabled\":true,\"epoch\":4,\"changedAt\":\"2026-11-01T00:00:00Z\"}");

        assertThat(run("enable").out()).contains("The integration is on").doesNotContain("Wiped");
        assertThat(service.requests()).containsExactly("PUT /v1/integration null {\"enabled\":true}");
    }

    @Test
    void syncReturnsAtOnceWithTheRunsItStarted() {
        service.on("POST /v1/sync", 202, runs("reading", "", ""));

        CommandLineRun run = run("sync", "--full", "--connection", "corp");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("corp").contains("reading");
        assertThat(service.requests().get(0)).startsWith("POST /v1/sync?mode=full&connection=corp ");
    }

    @ParameterizedTest
    @CsvSource({"ok,0", "failed,69", "held,75"})
    void waitingEndsWithTheOutcome(String outcome, int exit) {
        String end = ",\"finishedAt\":\"2026-11-01T00:00:00Z\",\"outcome\":\"" + outcome + "\"";
        service.on("POST /v1/sync", 202, runs("connecting", "", ""))
                .on("GET /v1/sync", 200, runs("reading", ",\"expected\":20", ""))
                .on("GET /v1/sync", 200, runs("done", "", end));

        CommandLineRun run = run("sync", "--wait");

        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.err()).contains("corp: reading, 10 of 20 read").contains("corp: done, 10 read");
        assertThat(run.out()).contains(outcome);
    }

    @Test
    void progressNeverExceedsWhatIsExpected() {
        service.on("POST /v1/sync", 202, runs("connecting", "", ""))
                .on("GET /v1/sync", 200, runs("reading", ",\"expected\":9", ""))
                .on(
                        "GET /v1/sync",
                        200,
                        runs("done", "", ",\"finishedAt\":\"2026-11-01T00:00:00Z\",\"outcome\":\"ok\""));

        assertThat(run("sync", "--wait").err())
                .contains("corp: reading, 10 read\n")
                .doesNotContain("of 9");
    }

    @Test
    void theFirstSyncIsOneLineThatIsRedrawnOnATerminal() throws Exception {
        service.on("GET /v1/status", 200, status(""))
                .on(
                        "GET /v1/status",
                        200,
                        status("").replace("\"cache\":{", "\"cache\":{\"asOf\":\"2026-11-01T00:00:00Z\","))
                .on("GET /v1/sync", 200, runs("reading", ",\"expected\":20", ""))
                .on(
                        "GET /v1/sync",
                        200,
                        runs("done", "", ",\"finishedAt\":\"2026-11-01T00:00:00Z\",\"outcome\":\"ok\""));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Screens(false, true),
                Map.of());

        try (StopSignal stop = StopSignal.listen()) {
            assertThat(new FirstSync(terminal, URI.create(service.url())).await(stop))
                    .isTrue();
        }

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[Kcorp: reading, 10 of 20 read\r\u001b[Kcorp: done, 10 read\n");
    }

    @Test
    void followingShowsRateAndTimeLeft() {
        service.on("POST /v1/sync", 202, runs("connecting", "", ""))
                .on("GET /v1/sync", 200, runs("reading", ",\"expected\":20,\"readPerSecond\":5,\"secondsLeft\":2", ""))
                .on(
                        "GET /v1/sync",
                        200,
                        runs("done", "", ",\"finishedAt\":\"2026-11-01T00:00:00Z\",\"outcome\":\"ok\""));

        CommandLineRun run = run("sync", "--follow");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("corp: reading, 10 of 20 read, 5 a second, 2 s left");
    }

    @ParameterizedTest
    @CsvSource({"--apply,true,applied", "--drop,false,dropped"})
    void decidesOnTheOnlyResultThatIsHeld(String option, String apply, String done) {
        service.on("GET /v1/status", 200, status(connection("lab", "") + "," + connection("corp", HELD)))
                .on("POST /v1/sync/held/corp", 200, """
                    {"connection":"corp","applied":true,"added":12,"changed":40,"removed":3}\
                    """);

        CommandLineRun run = run("sync", option);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("corp: " + done + ", +12 −3 ~40");
        assertThat(service.requests().get(1)).endsWith("{\"apply\":" + apply + "}");
    }

    @Test
    void asksWhichResultIsMeantWhenSeveralAreHeld() {
        service.on("GET /v1/status", 200, status(connection("lab", HELD) + "," + connection("corp", HELD)));

        CommandLineRun run = run("sync", "--apply");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("lab, corp").contains("--connection");
    }

    @Test
    void saysThatNothingIsHeld() {
        service.on("GET /v1/status", 200, status(connection("lab", "")));

        assertThat(run("sync", "--drop").exit()).isEqualTo(2);
    }

    @Test
    void reconcilesOnRequest() {
        service.on("POST /v1/sync", 202, runs("reading", "", ""));

        assertThat(run("sync", "--reconcile").exit()).isZero();
        assertThat(run("sync", "--reconcile", "--full").exit()).isEqualTo(2);
        assertThat(service.requests())
                .hasSize(1)
                .allMatch(request -> request.startsWith("POST /v1/sync?mode=reconcile "));
    }

    @Test
    void saysThatASyncOfChangesSeesNoDeletions() {
        String end = ",\"finishedAt\":\"2026-11-01T00:00:00Z\",\"outcome\":\"ok\"";
        service.on("POST /v1/sync", 202, runs("done", "", end))
                .on("GET /v1/status", 200, status(connection("corp", """
                        ,"deletedObjects":{"readable":false},"lastReconciliation":"2026-11-01T00:00:00Z\"""")));

        CommandLineRun run = run("sync", "--wait");

        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .contains("corp: deletions are seen at a reconciliation only, the last one at 2026-11-01T00:00:00Z.")
                .contains("adcache sync --reconcile");
    }

    @Test
    void refusesAFullSyncBesideADecision() {
        for (String decision : List.of("--apply", "--drop")) {
            CommandLineRun run = run("sync", decision, "--full");

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("--full goes with a sync");
        }
        assertThat(service.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--wait", "--follow"})
    void aDecisionMayBeWaitedFor(String option) {
        service.on("POST /v1/sync/held/corp", 200, """
            {"connection":"corp","applied":true,"added":12,"changed":40,"removed":3}\
            """);

        CommandLineRun run = run("sync", "--connection", "corp", "--apply", option);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("corp: applied, +12 −3 ~40\n");
    }

    @Test
    void appliesAndDropsNotAtTheSameTime() {
        assertThat(run("sync", "--drop", "--apply").exit()).isEqualTo(2);
    }

    private static String problem(int status, String detail, String remedy) {
        return "{\"type\":\"/problems/x\",\"title\":\"X\",\"status\":" + status + ",\"detail\":\"" + detail + "\""
                + remedy + "}";
    }

    private static String status(String connections) {
        return """
            {"version":"1","integration":{"enabled":true,"epoch":3,"changedAt":"2026-11-01T00:00:00Z"},
             "cache":{"accounts":7,"users":5,"contacts":1,"groups":1,"addresses":9,"generation":12,"bytesOnDisk":99},
             "connections":[\
            """ + connections + "]}";
    }

    private static String synced(String status) {
        return status.replace("\"bytesOnDisk\":99", "\"bytesOnDisk\":99,\"asOf\":\"2026-11-01T00:00:00Z\"");
    }

    private static String connection(String id, String more) {
        return "{\"id\":\"" + id + "\",\"domain\":\"" + id + ".example.com\",\"duplicates\":2" + more + "}";
    }

    private static String runs(String phase, String expected, String end) {
        return "{\"runs\":[{\"id\":\"7\",\"connection\":\"corp\",\"mode\":\"auto\",\"phase\":\"" + phase
                + "\",\"read\":10" + expected
                + ",\"added\":0,\"changed\":0,\"removed\":0,\"startedAt\":\"2026-11-01T00:00:00Z\""
                + end + "}]}";
    }

    private CommandLineRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", service.url()));
        return CommandLineRun.of(all.toArray(new String[0]));
    }
}
