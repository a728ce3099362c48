package org.adcache.http.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.directory.ServerAddress;
import org.adcache.doctor.CheckResult;
import org.adcache.doctor.DiscoveredDomain;
import org.adcache.http.TestServer;
import org.adcache.testing.TestKeytab;
import org.adcache.tls.ShownCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialRoutesTest {
    private static final String BODY = "{\"connection\":{\"domain\":\"lab.example\"},\"keytab\":\"YWJj\"}";
    private static final Problem UNTRUSTED =
            new Problem(ProblemType.TLS_UNTRUSTED_CA, "The CA is unknown.", "Set tls.trust.");

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
    void sendsEachStageAsAnEvent() {
        server.trial.checks = List.of(
                new CheckResult("dns", true, "dc1.lab.example.", Optional.empty()),
                new CheckResult("tls", false, "The CA is unknown.", Optional.of(UNTRUSTED)));

        TestServer.Got got = server.post("/v1/connections/test", BODY);

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(got.body()).isEqualTo("""
                event: check
                data: {"id":"dns","ok":true,"detail":"dc1.lab.example."}

                event: check
                data: {"id":"tls","ok":false,"detail":"The CA is unknown.","problem":{"type":"tls-untrusted-ca",\
                "detail":"The CA is unknown.","remedy":"Set tls.trust."}}

                event: done
                data: {"outcome":"tls-untrusted-ca"}

                """);
        assertThat(server.trial.drafts).singleElement().satisfies(draft -> {
            assertThat(draft.keys()).isEqualTo("{\"domain\":\"lab.example\"}");
            assertThat(draft.trust()).isEmpty();
            assertThat(draft.saved()).isEmpty();
            assertThat(new String(draft.octets(), StandardCharsets.UTF_8)).isEqualTo("abc");
        });
        assertThat(server.audited)
                .singleElement()
                .asString()
                .contains("\"what\":\"connection.test\"", "\"outcome\":\"tls-untrusted-ca\"");
    }

    @Test
    void takeWhatADraftLeavesOutOfASavedConnection() {
        server.send(server.request("/v1/connections/lab", server.admin)
                .PUT(HttpRequest.BodyPublishers.ofString("{\"domain\":\"lab.example\"}")));
        String start = "{\"connection\":{\"domain\":\"lab.example\"},\"saved\":\"lab\"";
        assertThat(server.post("/v1/connections/test", start + "}").status()).isEqualTo(200);
        assertThat(server.post("/v1/connections/test", start + ",\"trust\":null}")
                        .status())
                .isEqualTo(200);
        assertThat(server.post("/v1/connections/preview", start + ",\"trust\":\"PEM\"}")
                        .status())
                .isEqualTo(200);
        assertThat(server.trial.drafts)
                .allSatisfy(
                        draft -> assertThat(draft.saved()).map(id -> id.value()).hasValue("lab"))
                .allSatisfy(draft -> assertThat(draft.keytab()).isEmpty())
                .map(ConnectionTrial.Draft::trust)
                .containsExactly(Optional.empty(), Optional.of(""), Optional.of("PEM"));
        for (String other : List.of("corp", "nobody")) {
            assertThat(server.post("/v1/connections/test", start.replace("\"lab\"", "\"" + other + "\"") + "}")
                            .problem())
                    .isEqualTo("unknown-connection 404");
        }
    }

    @Test
    void showsWhatIsFoundOfADomain() {
        server.trial.discovered = new DiscoveredDomain(
                "lab.example",
                "LAB.EXAMPLE",
                List.of(
                        new DiscoveredDomain.Controller(
                                new ServerAddress("dc1.lab.example", 636),
                                true,
                                Optional.of(true),
                                Optional.of(UNTRUSTED)),
                        new DiscoveredDomain.Controller(
                                new ServerAddress("dc2.lab.example", 636), false, Optional.empty(), Optional.empty())),
                List.of("dc1.lab.example:88"),
                Optional.of("DC=lab,DC=example"),
                List.of(new ShownCertificate(
                        "CN=dc1", "CN=CA", Instant.EPOCH, Instant.EPOCH.plusSeconds(1), "ab", "PEM", false)),
                false,
                List.of(UNTRUSTED));

        TestServer.Got got = server.post(
                "/v1/connections/discover", "{\"domain\":\"lab.example\",\"mode\":\"starttls\",\"trust\":\"CA\"}");

        assertThat(got.body()).isEqualTo("""
                {"domain":"lab.example","realm":"LAB.EXAMPLE","controllers":[\
                {"server":"dc1.lab.example:636","source":"dns","reachable":true,"problem":{\
                "type":"tls-untrusted-ca","detail":"The CA is unknown.","remedy":"Set tls.trust."}},\
                {"server":"dc2.lab.example:636","source":"given"}],"kdcs":["dc1.lab.example:88"],\
                "searchBase":"DC=lab,DC=example","certificates":[{"subject":"CN=dc1","issuer":"CN=CA",\
                "notBefore":"1970-01-01T00:00:00Z","notAfter":"1970-01-01T00:00:01Z","sha256":"ab",\
                "authority":false,"pem":"PEM"}],"trusted":false,"problems":[{"type":"tls-untrusted-ca",\
                "detail":"The CA is unknown.","remedy":"Set tls.trust."}]}""");
        assertThat(server.trial.drafts).singleElement().satisfies(draft -> {
            assertThat(draft.keys()).isEqualTo("{\"domain\":\"lab.example\",\"tls\":{\"mode\":\"starttls\"}}");
            assertThat(draft.trust()).hasValue("CA");
        });
    }

    @Test
    void refusesWhatIsWrongWithADomain() {
        for (String body : List.of("[]", "{\"domian\":\"a\"}", "{\"domain\":\"a.b\",\"trust\":1}")) {
            assertThat(server.post("/v1/connections/discover", body).problem())
                    .as(body)
                    .isEqualTo("bad-request 400");
        }
        server.trial.refusal = List.of(new RefusedConfiguration.Item("", 1, "domain", "it is missing.", "Add it."));
        assertThat(server.post("/v1/connections/discover", "{}").problem()).isEqualTo("configuration 422");
        server.trial.refusal = List.of();
        server.trial.failure = Optional.of(UNTRUSTED);
        assertThat(server.post("/v1/connections/discover", "{}").problem()).isEqualTo("tls-untrusted-ca 422");
    }

    @Test
    void saysWhatIsInAKeytabAndKeepsNothing() throws Exception {
        byte[] keytab = TestKeytab.bytes(TestKeytab.entry("svc-adcache@LAB.EXAMPLE"));
        TestServer.Got got = server.send(
                server.request("/v1/keytab", server.admin).POST(HttpRequest.BodyPublishers.ofByteArray(keytab)));
        assertThat(got.json().path("principals").toString()).isEqualTo("[\"svc-adcache@LAB.EXAMPLE\"]");
        assertThat(got.json().path("keyVersions").toString()).isEqualTo("[3]");
        assertThat(got.json().path("encryptionTypes").toString()).contains("aes256");
        assertThat(got.json().path("warnings")).isEmpty();
        assertThat(server.audited).isEmpty();
    }

    @Test
    void refusesWhatIsNoKeytab() {
        TestServer.Got got = server.post("/v1/keytab", "rubbish");
        assertThat(got.problem()).isEqualTo("keytab-foreign 422");
        assertThat(got.json().path("detail").asString()).isEqualTo("The file is a text file, not a keytab.");
        assertThat(server.post("/v1/keytab", "x".repeat((64 << 10) + 1)).problem())
                .isEqualTo("payload-too-large 413");
    }

    @Test
    void showsWhatAFirstSyncWouldBring() {
        TestServer.Got got = server.post("/v1/connections/preview", BODY);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("""
                {"server":"dc1.lab.example:636","users":2,"contacts":1,"groups":0,"addresses":3,\
                "samples":[{"type":"user","cn":"Jo","distinguishedName":"CN=Jo,DC=lab",\
                "addresses":["jo@lab.example"]}],"duplicates":{"count":1,"samples":["both@lab.example"]},\
                "unreadable":[],"ignored":[{"reason":"no-name","count":1}]}""");
    }

    @Test
    void saysWhyNothingCanBeRead() {
        server.trial.failure = Optional.of(UNTRUSTED);
        assertThat(server.post("/v1/connections/preview", BODY).problem()).isEqualTo("tls-untrusted-ca 422");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/connections/test", "/v1/connections/preview"})
    void refuseWhatIsWrongWithADraft(String path) {
        server.trial.refusal = List.of(new RefusedConfiguration.Item("", 1, "domain", "it is missing.", "Add it."));
        assertThat(server.post(path, BODY).problem()).isEqualTo("configuration 422");
        for (String body : List.of(
                "{}",
                "{\"connection\":{}}",
                "{\"connection\":[],\"keytab\":\"\"}",
                "{\"connection\":{},\"keytab\":1}",
                "{\"connection\":{},\"keytab\":\"?\"}",
                "{\"connection\":{},\"keytab\":\"\",\"trust\":1}",
                "{\"connection\":{},\"keytab\":\"\",\"id\":\"lab\"}")) {
            assertThat(server.post(path, body).problem()).as(body).isEqualTo("bad-request 400");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/connections/test", "/v1/connections/preview", "/v1/connections/discover"})
    void tryNothingWhileTheIntegrationIsOff(String path) throws Exception {
        server.send(server.request("/v1/integration", server.admin)
                .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("{\"enabled\":false}")));
        String body = path.endsWith("discover") ? "{\"domain\":\"lab.example\"}" : BODY;
        assertThat(server.post(path, body).problem()).isEqualTo("integration-disabled 409");
        assertThat(server.trial.drafts).isEmpty();
    }
}
