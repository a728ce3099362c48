package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.api.DecisionDocument;
import org.adcache.api.DoctorDocument;
import org.adcache.api.Document;
import org.adcache.api.DocumentMapper;
import org.adcache.api.IntegrationDocument;
import org.adcache.api.LivenessDocument;
import org.adcache.api.ProblemDocument;
import org.adcache.api.ReadinessDocument;
import org.adcache.api.RunsDocument;
import org.adcache.api.StatusDocument;
import org.adcache.api.UnreadableDocumentException;
import org.adcache.directory.ChangeFeed;
import org.adcache.doctor.CheckResult;
import org.adcache.lookup.UnknownReason;
import org.adcache.sync.HeldDraft;
import org.adcache.sync.ServerReport;
import org.adcache.sync.SyncMode;
import org.adcache.sync.SyncRun;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Byte-for-byte checks of the documents, which clients compare and hash, and their round trips. */
class DocumentBytesTest {
    /** All that JSON escapes, and characters of every length in UTF-8. */
    private static final String AWKWARD = "\"q\" \\ / \b\t\n\f\r\u0007\u007f ü € 😀 \u2028 <b>";

    /** As a problem keeps it: on one line. */
    private static final String AWKWARD_LINE_JSON =
            "\\\"q\\\" \\\\ / \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD ü € 😀 \uFFFD <b>";

    private static final String AWKWARD_JSON = "\\\"q\\\" \\\\ / \\b\\t\\n\\f\\r\\u0007\u007f ü € 😀 \u2028 <b>";

    private static final String UNREADABLE = """
        {"readable":false,"detail":"The service account may not read CN=Deleted Objects,DC=corp,DC=example, \
        as is usual: deletions are noticed at the next reconciliation only.","remedy":"For the next sync to \
        notice them, grant it on a domain controller: dsacls \\"CN=Deleted Objects,DC=corp,DC=example\\" \
        /takeownership and then dsacls \\"CN=Deleted Objects,DC=corp,DC=example\\" /g \
        CORP\\\\svc-adcache:LCRP"}\
        """;

    private final DocumentMapper documents = new DocumentMapper();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private <T extends Document> void isExactly(TestServer.Got got, Class<T> type, String template)
            throws UnreadableDocumentException {
        String expected = template.replace("{awkward}", AWKWARD_JSON)
                .replace("{awkward line}", AWKWARD_LINE_JSON)
                .replace("{unreadable}", UNREADABLE);
        assertThat(got.body()).isEqualTo(expected);
        assertThat(documents.write(documents.read(got.json(), type))).asString().isEqualTo(expected);
    }

    @Test
    void statusOfAServiceThatNeverSynced() throws Exception {
        server.questions.asOf = Optional.empty();
        isExactly(server.get("/v1/status"), StatusDocument.class, """
                {"version":"1.2.3","integration":{"enabled":true,"epoch":1,"changedAt":"2026-11-21T10:00:00Z"},\
                "cache":{"accounts":0,"users":0,"contacts":0,"groups":0,"addresses":11,"generation":7,\
                "bytesOnDisk":4096,"stale":true},"connections":[{"id":"corp","domain":"corp.example",\
                "server":"dc1.corp.example:636","feed":{"method":"dirsync"},"deletedObjects":{unreadable},\
                "lastSuccess":"2026-11-21T10:00:00Z","lastReconciliation":"2026-11-21T09:59:30Z","lastError":{\
                "at":"2026-11-21T10:01:00Z","type":"ldap-timeout","detail":"No answer.","remedy":"Look at dc1."},\
                "nextRun":"2026-11-21T10:01:30Z",\
                "accounts":{"users":4,"contacts":2,"groups":1},"duplicates":2,"ignoredAddresses":0},{"id":"branch","domain":"branch.example",\
                "duplicates":0,"ignoredAddresses":0}],"budgets":[{"key":"http.limits.bodies","limit":4096,"inUse":0,"refused":0}],\
                "startedAt":"2026-11-21T09:00:00Z","expiring":[{"what":"trust","connection":"corp","subject":"CN=Root","notAfter":"2027-11-21T09:00:00Z"}]}""");
    }

    @Test
    void statusWithEveryField() throws Exception {
        server.controls.held = Optional.of(held());
        server.controls.branchServer = Optional.of(new ServerReport(
                "dc1.branch.example:636", ChangeFeed.NONE, Optional.of("No feed."), true, "BRANCH\\svc"));
        server.damage.add(
                new Problem(ProblemType.CACHE_DAMAGED, "A file is damaged.", "Nothing: the next sync repairs it."));
        server.questions.holds("user1@corp.example", People.user(1), People.group(1));
        server.controls.disable();
        server.shown.tryTake(1024);
        server.shown.tryTake(4096);
        isExactly(server.get("/v1/status"), StatusDocument.class, """
                {"version":"1.2.3","integration":{"enabled":false,"epoch":2,"changedAt":"2026-11-21T10:00:01Z",\
                "lastWipe":{"accounts":400,"files":5,"bytes":2097152,"startedAt":"2026-11-21T10:00:00Z",\
                "finishedAt":"2026-11-21T10:00:01.500Z",\
                "destroyed":["answers","keys","tickets"],"pending":[]}},"cache":{"accounts":2,"users":1,"contacts":0,"groups":1,\
                "addresses":11,"generation":7,"asOf":"2026-11-21T09:30:00Z","bytesOnDisk":4096,"stale":true},\
                "connections":[{"id":"corp","domain":"corp.example",\
                "server":"dc1.corp.example:636","feed":{"method":"dirsync"},"deletedObjects":{unreadable},\
                "lastSuccess":"2026-11-21T10:00:00Z","lastReconciliation":"2026-11-21T09:59:30Z","lastError":{\
                "at":"2026-11-21T10:01:00Z","type":"ldap-timeout","detail":"No answer.","remedy":"Look at dc1."},\
                "nextRun":"2026-11-21T10:01:30Z",\
                "accounts":{"users":4,"contacts":2,"groups":1},"duplicates":2,"ignoredAddresses":0,"held":{"heldAt":"2026-11-21T10:00:00.001234Z",\
                "type":"result-shrunken","detail":"{awkward line}","remedy":"Apply or drop it.","added":1,"changed":2,"removed":90,\
                "secondOpinion":{"server":"dc2.corp.example:636","asked":90,"visible":88},"removedSample":[{\
                "objectGUID":"9829b7b6-3817-4f82-afe9-c36c1ece3b16","type":"user","distinguishedName":"CN={awkward},\
                DC=corp,DC=example","cn":"{awkward}","mail":"jo@corp.example","addresses":["jo@corp.example",\
                "anna@corp.example"],"sAMAccountName":"jo","upnSuffix":"example.com",\
                "userPrincipalName":"jo.doe@example.com","objectSid":"S-1-5-21-1-2-3-1001","disabled":true,\
                "hidden":true,"connection":"corp","extra":{"title":["{awkward}"],"department":["B","A"]}},{\
                "objectGUID":"00000000-0000-0005-0000-000000000006","type":"contact","distinguishedName":"CN=x,\
                DC=branch,DC=example","disabled":false,"hidden":false,"connection":"branch"},{\
                "objectGUID":"00000001-0000-0003-0000-000000000003","type":"group","distinguishedName":"CN=Group 3,\
                OU=Groups,DC=corp,DC=example","cn":"Group 3","sAMAccountName":"group3",\
                "objectSid":"S-1-5-21-1-2-3-100003","disabled":false,"hidden":false,"connection":"corp"}]}},{\
                "id":"branch","domain":"branch.example","server":"dc1.branch.example:636","feed":{"method":"full","reason":"No feed."},\
                "deletedObjects":{"readable":true},"duplicates":0,"ignoredAddresses":0}],"damage":[{"type":"cache-damaged","detail":"A \
                file is damaged.","remedy":"Nothing: the next sync repairs it."}],\
                "budgets":[{"key":"http.limits.bodies","limit":4096,"inUse":1024,"refused":1}],\
                "startedAt":"2026-11-21T09:00:00Z","expiring":[{"what":"trust","connection":"corp","subject":"CN=Root","notAfter":"2027-11-21T09:00:00Z"}]}""");
    }

    @Test
    void accountsInTheStatusAreThoseOfLookup() {
        server.controls.held = Optional.of(held());
        server.questions.holds("k", fullUser(), contact(), People.group(3, fullUser()));
        String body = server.get("/v1/lookup?key=k").body();
        String accounts = body.substring(body.indexOf('['), body.lastIndexOf(']') + 1);
        assertThat(server.get("/v1/status").body()).contains("\"removedSample\":" + accounts + "}");
    }

    private static HeldDraft held() {
        return new HeldDraft(
                FakeControls.AT.plusNanos(1_234_000),
                new Problem(ProblemType.RESULT_SHRUNKEN, AWKWARD, "Apply or drop it."),
                1,
                2,
                90,
                List.of(fullUser(), contact(), People.group(3, fullUser())),
                Optional.of(new HeldDraft.SecondOpinion("dc2.corp.example:636", 90, 88)));
    }

    private static Account fullUser() {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        extra.put("title", List.of(AWKWARD));
        extra.put("department", List.of("B", "A"));
        return Account.builder(
                        new ObjectGuid(0x9829B7B638174F82L, 0xAFE9C36C1ECE3B16L),
                        AccountType.USER,
                        People.CORP,
                        new DistinguishedName("CN=" + AWKWARD + ",DC=corp,DC=example"))
                .cn(AWKWARD)
                .addresses(List.of(
                        MailAddress.parse("jo@corp.example").orElseThrow(),
                        MailAddress.parse("anna@corp.example").orElseThrow()))
                .samAccountName(new AccountName("jo"))
                .userPrincipalName(new UserPrincipalName("jo.doe@example.com"))
                .upnSuffix(new UpnSuffix("example.com"))
                .objectSid(People.DOMAIN_SID.withRelativeId(1001))
                .disabled(true)
                .hidden(true)
                .extra(extra)
                .build();
    }

    private static Account contact() {
        return Account.builder(
                        new ObjectGuid(5, 6),
                        AccountType.CONTACT,
                        new ConnectionId("branch"),
                        new DistinguishedName("CN=x,DC=branch,DC=example"))
                .build();
    }

    private static SyncRun run(
            String id,
            SyncRun.Phase phase,
            Optional<SyncRun.Scope> scope,
            Optional<String> reason,
            OptionalInt number,
            Optional<SyncRun.Outcome> outcome,
            Optional<Problem> problem) {
        return new SyncRun(
                id,
                People.CORP,
                SyncMode.AUTO,
                scope,
                reason,
                phase,
                1200,
                number,
                number,
                number,
                0,
                0,
                0,
                FakeControls.AT,
                outcome.map(ended -> FakeControls.AT.plusMillis(1500)),
                outcome,
                problem);
    }

    @Test
    void runsOfEveryKind() throws Exception {
        isExactly(server.get("/v1/sync"), RunsDocument.class, "{\"runs\":[]}");
        server.controls.runs.addAll(List.of(
                run(
                        "r1",
                        SyncRun.Phase.QUEUED,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty()),
                run(
                        "r2",
                        SyncRun.Phase.FINDING_CHANGES,
                        Optional.of(SyncRun.Scope.RECONCILIATION),
                        Optional.of(AWKWARD),
                        OptionalInt.of(10_000),
                        Optional.empty(),
                        Optional.empty()),
                run(
                        "r3",
                        SyncRun.Phase.DONE,
                        Optional.of(SyncRun.Scope.CHANGES),
                        Optional.empty(),
                        OptionalInt.of(0),
                        Optional.of(SyncRun.Outcome.OK),
                        Optional.empty()),
                run(
                        "r4",
                        SyncRun.Phase.DONE,
                        Optional.of(SyncRun.Scope.FULL),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.of(SyncRun.Outcome.FAILED),
                        Optional.of(new Problem(ProblemType.LDAP_TIMEOUT, AWKWARD, "Look at dc1.")))));
        isExactly(server.get("/v1/sync"), RunsDocument.class, """
            {"runs":[{"id":"r1","connection":"corp","mode":"auto","phase":"queued","read":1200,"added":0,\
            "changed":0,"removed":0,"startedAt":"2026-11-21T10:00:00Z"},{"id":"r2","connection":"corp",\
            "mode":"auto","scope":"reconciliation","reason":"{awkward}","phase":"finding-changes","read":1200,\
            "expected":10000,"readPerSecond":10000,"secondsLeft":10000,"added":0,"changed":0,"removed":0,\
            "startedAt":"2026-11-21T10:00:00Z"},{"id":"r3","connection":"corp","mode":"auto","scope":"changes",\
            "phase":"done","read":1200,"expected":0,"readPerSecond":0,"secondsLeft":0,"added":0,"changed":0,\
            "removed":0,"startedAt":"2026-11-21T10:00:00Z","finishedAt":"2026-11-21T10:00:01.500Z",\
            "outcome":"ok"},{"id":"r4","connection":"corp","mode":"auto","scope":"full","phase":"done",\
            "read":1200,"added":0,"changed":0,"removed":0,"startedAt":"2026-11-21T10:00:00Z",\
            "finishedAt":"2026-11-21T10:00:01.500Z","outcome":"failed","problem":{"type":"ldap-timeout",\
            "detail":"{awkward line}","remedy":"Look at dc1."}}]}\
            """);
    }

    @Test
    void aDecision() throws Exception {
        server.controls.held = Optional.of(held());
        isExactly(server.post("/v1/sync/held/corp", "{\"apply\":false}"), DecisionDocument.class, """
            {"connection":"corp","applied":false,"added":1,"changed":2,"removed":90}\
            """);
    }

    @Test
    void theSwitchOnAndOff() throws Exception {
        isExactly(server.get("/v1/integration"), IntegrationDocument.class, """
            {"enabled":true,"epoch":1,"changedAt":"2026-11-21T10:00:00Z"}\
            """);
        isExactly(server.put("/v1/integration", "{\"enabled\":false}"), IntegrationDocument.class, """
            {"enabled":false,"epoch":2,"changedAt":"2026-11-21T10:00:01Z","lastWipe":{"accounts":400,"files":5,\
            "bytes":2097152,"startedAt":"2026-11-21T10:00:00Z","finishedAt":"2026-11-21T10:00:01.500Z",\
            "destroyed":["answers","keys","tickets"],"pending":[]}}\
            """);
    }

    @Test
    void anExamination() throws Exception {
        Problem untrusted = new Problem(ProblemType.TLS_UNTRUSTED_CA, "The CA is unknown.", "Set tls.trust.");
        server.examiner.answers(CompletableFuture.completedFuture(List.of(
                new CheckResult("dns", true, AWKWARD, Optional.empty()),
                new CheckResult("tls", false, untrusted.detail(), Optional.of(untrusted)))));
        isExactly(server.post("/v1/doctor/corp", ""), DoctorDocument.class, """
            {"checks":[{"id":"dns","ok":true,"detail":"{awkward}"},{"id":"tls","ok":false,"detail":"The CA is \
            unknown.","problem":{"type":"tls-untrusted-ca","detail":"The CA is unknown.","remedy":"Set \
            tls.trust."}}]}\
            """);
        server.examiner.answers(CompletableFuture.completedFuture(List.of()));
        isExactly(server.post("/v1/doctor/corp", ""), DoctorDocument.class, "{\"checks\":[]}");
    }

    @Test
    void health() throws Exception {
        isExactly(server.get("/livez"), LivenessDocument.class, "{\"live\":true}");
        isExactly(server.get("/readyz"), ReadinessDocument.class, "{\"ready\":true}");
        isExactly(server.get("/readyz?verbose"), ReadinessDocument.class, """
            {"ready":true,"checks":[{"id":"copy","ok":true},{"id":"tokens","ok":true}]}\
            """);
        server.questions.off(UnknownReason.TOO_STALE);
        isExactly(server.get("/readyz?verbose"), ReadinessDocument.class, """
            {"ready":false,"checks":[{"id":"copy","ok":false},{"id":"tokens","ok":true}]}\
            """);
    }

    @Test
    void problemsOfCallers() throws Exception {
        isExactly(server.get("/v1/lookup"), ProblemDocument.class, """
            {"type":"/problems/bad-request","title":"Bad request","status":400,"detail":"key is missing."}\
            """);
        isExactly(server.send(server.request("/v1/lookup")), ProblemDocument.class, """
            {"type":"/problems/unauthorized","title":"Unauthorized","status":401,"detail":"This route needs a \
            token, a session or a client certificate.","remedy":"Send Authorization: Bearer and a token of \\"adcache token create\\"."}\
            """);
        isExactly(server.send(server.request("/v1/status", server.lookup)), ProblemDocument.class, """
            {"type":"/problems/forbidden","title":"Forbidden","status":403,"detail":"The caller has no scope \
            admin.","remedy":"Use a token, or sign in as somebody, \
            with scope admin."}\
            """);
        isExactly(server.get("/v1/nothing"), ProblemDocument.class, """
            {"type":"/problems/not-found","title":"Not found","status":404,"detail":"There is no such route."}\
            """);
        isExactly(
                server.send(server.request("/v1/integration", server.admin)
                        .header("If-Match", "x")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"enabled\":true}"))),
                ProblemDocument.class,
                """
                {"type":"/problems/precondition-failed","title":"Precondition failed","status":412,"detail":"The \
                integration was changed since its ETag was read.","remedy":"Read it again, then decide."}\
                """);
    }

    @Test
    void problemsOfQuestionsSayHowOldTheCopyIs() throws Exception {
        isExactly(server.get("/v1/lookup?key=nobody"), ProblemDocument.class, """
            {"type":"/problems/not-found","title":"Not found","status":404,"detail":"No account has this key.",\
            "generation":7,"asOf":"2026-11-21T09:30:00Z","stale":true,"epoch":3}\
            """);
        server.questions.off(UnknownReason.NEVER_SYNCED);
        server.questions.asOf = Optional.empty();
        isExactly(server.get("/v1/lookup?key=nobody"), ProblemDocument.class, """
            {"type":"/problems/never-synced","title":"Never synced","status":503,"detail":"The directory was not \
            read to its end yet, so this is unknown.","remedy":"Wait for the first sync to end; GET /v1/status \
            says how it goes.","generation":7,"stale":true,"epoch":3}\
            """);
        isExactly(server.get("/readyz"), ProblemDocument.class, """
            {"type":"/problems/never-synced","title":"Never synced","status":503,"detail":"The directory was not \
            read to its end yet, so this is unknown.","remedy":"Wait for the first sync to end; GET /v1/status \
            says how it goes."}\
            """);
    }
}
