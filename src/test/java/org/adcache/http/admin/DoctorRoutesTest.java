package org.adcache.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.doctor.CheckResult;
import org.adcache.http.TestServer;
import org.adcache.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoctorRoutesTest {
    private static final Problem UNTRUSTED =
            new Problem(ProblemType.TLS_UNTRUSTED_CA, "The CA is unknown.", "Set tls.trust.");
    private static final List<CheckResult> CHECKS = List.of(
            new CheckResult("dns", true, "dc1.corp.example 10.0.0.1.", Optional.empty()),
            new CheckResult("tls", false, UNTRUSTED.detail(), Optional.of(UNTRUSTED)));

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
    void answersWithTheStagesThatRan() {
        server.examiner.answers(CompletableFuture.completedFuture(CHECKS));

        TestServer.Got got = server.post("/v1/doctor/corp", "");

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("Cache-Control")).contains("no-store");
        assertThat(got.body()).isEqualTo("""
                {"checks":[{"id":"dns","ok":true,"detail":"dc1.corp.example 10.0.0.1."},\
                {"id":"tls","ok":false,"detail":"The CA is unknown.","problem":{"type":"tls-untrusted-ca",\
                "detail":"The CA is unknown.","remedy":"Set tls.trust."}}]}""");
        assertThat(server.examiner.examined()).containsExactly(People.CORP);
        assertThat(server.audited)
                .singleElement()
                .asString()
                .contains("\"what\":\"doctor\"", "\"target\":\"corp\"", "\"outcome\":\"tls-untrusted-ca\"");
    }

    @Test
    void examinesNothingThatItDoesNotKnow() {
        assertThat(server.post("/v1/doctor/crop", "").problem()).isEqualTo("unknown-connection 404");
        assertThat(server.examiner.examined()).isEmpty();
    }

    @Test
    void examinesForAdministratorsOnly() {
        for (String token : List.of(server.lookup, server.suggest)) {
            assertThat(server.send(server.request("/v1/doctor/corp", token).POST(HttpRequest.BodyPublishers.noBody()))
                            .problem())
                    .isEqualTo("forbidden 403");
        }
        assertThat(server.send(server.request("/v1/doctor/corp").POST(HttpRequest.BodyPublishers.noBody()))
                        .problem())
                .isEqualTo("unauthorized 401");
        assertThat(server.examiner.examined()).isEmpty();
    }

    @Test
    void logsInNowhereWhileTheIntegrationIsOff() throws Exception {
        server.controls.disable();

        assertThat(server.post("/v1/doctor/corp", "").problem()).isEqualTo("integration-disabled 409");
        assertThat(server.examiner.examined()).isEmpty();
    }

    @Test
    void showsNothingOfAnExaminationThatTheSwitchEnded() throws Exception {
        CompletableFuture<List<CheckResult>> examination = new CompletableFuture<>();
        server.examiner.answers(examination);
        CompletableFuture<TestServer.Got> got = CompletableFuture.supplyAsync(() -> server.post("/v1/doctor/corp", ""));
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (server.examiner.examined().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        server.controls.disable();
        examination.complete(CHECKS);

        assertThat(got.join().problem()).isEqualTo("integration-disabled 409");
    }

    @Test
    void answersAFailureOfOursWithoutTellingWhatItWas() {
        server.examiner.answers(
                CompletableFuture.failedFuture(new CompletionException(new IllegalStateException("odd"))));

        TestServer.Got got = server.post("/v1/doctor/corp", "");

        assertThat(got.problem()).isEqualTo("internal-error 500");
        assertThat(got.body()).doesNotContain("odd");
        assertThat(server.audited)
                .singleElement()
                .asString()
                .contains("\"what\":\"doctor\"", "\"outcome\":\"internal-error\"");
    }
}
