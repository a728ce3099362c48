package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.testing.People;
import org.adcache.testing.TestIdentities;
import org.adcache.tls.TlsIdentity;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectorTest {
    @TempDir
    Path folder;

    @Test
    void speaksHttp2AndHttp11OverTls() throws Exception {
        TestCertificates certificates = TestCertificates.rsa(folder);
        try (TestServer server = TestServer.start(with(certificates.tls(Optional.empty())))) {
            server.questions.holds("a", People.user(1));
            assertThat(server.url.getScheme()).isEqualTo("https");
            SSLContext context = certificates.client(Optional.empty(), "TLS");
            for (HttpClient.Version version : HttpClient.Version.values()) {
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(context)
                        .version(version)
                        .build();
                TestServer.Got got = TestServer.send(client, server.request("/v1/lookup?key=a", server.admin));
                assertThat(got.status()).isEqualTo(200);
                assertThat(got.response().version()).isEqualTo(version);
                TestServer.Got head = TestServer.send(
                        client,
                        server.request("/v1/lookup?key=a", server.admin)
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
                assertThat(head.status()).isEqualTo(200);
                assertThat(head.body()).isEmpty();
                TestServer.Got many = TestServer.send(
                        client,
                        server.request("/v1/lookup", server.admin)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"keys\":[\"a\",\"b\"]}")));
                assertThat(many.json().get("results").size()).isEqualTo(2);
                assertThat(TestServer.send(client, server.request("/v1/status", server.admin))
                                .status())
                        .isEqualTo(200);
                assertThat(TestServer.send(client, server.request("/v1/lookup?key=a"))
                                .problem())
                        .isEqualTo("unauthorized 401");
                assertThat(TestServer.send(client, server.request("/nowhere")).problem())
                        .isEqualTo("not-found 404");
                String longest = "%E2%82%AC".repeat(2048);
                assertThat(TestServer.send(client, server.request("/v1/lookup?key=" + longest, server.admin))
                                .problem())
                        .isEqualTo("not-found 404");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTheseVersionsOfTlsWithAnEcKey(String protocol) throws Exception {
        TestCertificates certificates = TestCertificates.ec(folder);
        try (TestServer server = TestServer.start(with(certificates.tls(Optional.empty())));
                SSLSocket socket = (SSLSocket) certificates
                        .client(Optional.empty(), "TLS")
                        .getSocketFactory()
                        .createSocket(server.url.getHost(), server.url.getPort())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-pkcs8,1",
        "rsa-pkcs1,1",
        "pss-pkcs8,1",
        "ec256-pkcs8,1",
        "ec256-sec1,1",
        "ec384-sec1,1",
        "ec521-sec1,1",
        "ed25519-pkcs8,1",
        "chain,3"
    })
    void servesWithEveryKindOfKeyFromOneFile(String name, int chain) throws Exception {
        Path pem = TestIdentities.copy(name + ".pem", folder);
        try (TestServer server = TestServer.start(with(new HttpConfig.Tls(pem, pem, Optional.empty())))) {
            for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket = TestCertificates.trustingAnybody(server.url)) {
                    socket.setEnabledProtocols(new String[] {protocol});
                    socket.getOutputStream().write("GET /livez HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                            .startsWith("HTTP/1.1 200 ");
                    assertThat(socket.getSession().getPeerCertificates())
                            .containsExactlyElementsOf(
                                    TlsIdentity.read(pem, pem).chain())
                            .hasSize(chain);
                }
            }
        }
    }

    /** The command line asks by the address at which the service listens, a proxy by the one that it knows. */
    @Test
    void answersRequestsByNamesThatTheCertificateDoesNotHave() throws Exception {
        TestCertificates certificates = TestCertificates.rsa(folder);
        try (TestServer server = TestServer.start(with(certificates.tls(Optional.empty())));
                SSLSocket socket = TestCertificates.trustingAnybody(server.url)) {
            socket.getOutputStream()
                    .write("GET /v1/status HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void asksForCertificatesAndRefusesNoConnectionForThem() throws Exception {
        TestCertificates certificates = TestCertificates.rsa(folder);
        TestCertificates others = TestCertificates.ec(Files.createDirectory(folder.resolve("others")));
        try (TestServer server = TestServer.start(with(certificates.tls(Optional.of(others.caFile))))) {
            for (Optional<TestCertificates> any :
                    List.of(Optional.of(others), Optional.<TestCertificates>empty(), Optional.of(certificates))) {
                assertThat(live(server, certificates.client(any, "TLS"))).isEqualTo(200);
            }
            try (SSLSocket socket = TestCertificates.trustingAnybody(server.url)) {
                socket.startHandshake();
                assertThat(socket.getSession().getLocalCertificates()).isNull();
            }
        }
    }

    private static int live(TestServer server, SSLContext context) throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();
        return client.send(server.request("/livez").build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void namesTheFileThatCantBeRead() throws Exception {
        TestCertificates good = TestCertificates.ec(folder);
        Path missing = folder.resolve("missing.pem");
        Path rubbish = Files.writeString(folder.resolve("rubbish.pem"), "rubbish", StandardCharsets.US_ASCII);
        assertThat(problem(new HttpConfig.Tls(missing, good.keyFile, Optional.empty())))
                .hasToString("tls-file-unreadable: There is no file " + missing
                        + ", or its folder may not be entered. "
                        + "Check the path, and that the user that runs adcache may enter the folder.");
        assertThat(problem(new HttpConfig.Tls(rubbish, good.keyFile, Optional.empty())))
                .hasToString("tls-certificate-unreadable: " + rubbish + " holds no PEM certificate. "
                        + "Name a file of one or more -----BEGIN CERTIFICATE----- blocks.");
        assertThat(problem(new HttpConfig.Tls(good.certificateFile, rubbish, Optional.empty())))
                .asString()
                .startsWith("tls-key-unreadable: " + rubbish + " holds no PEM private key.");
        assertThat(problem(new HttpConfig.Tls(good.certificateFile, good.keyFile, Optional.of(rubbish))))
                .asString()
                .startsWith("tls-certificate-unreadable: " + rubbish);
        assertThat(problem(new HttpConfig.Tls(good.certificateFile, folder, Optional.empty())))
                .asString()
                .startsWith("tls-file-unreadable: " + folder);
    }

    @Test
    void noticesAKeyOfAnotherCertificate() throws Exception {
        TestCertificates one = TestCertificates.ec(folder);
        TestCertificates other = TestCertificates.ec(Files.createDirectory(folder.resolve("other")));
        TestCertificates rsa = TestCertificates.rsa(Files.createDirectory(folder.resolve("rsa")));
        assertThat(problem(new HttpConfig.Tls(one.certificateFile, other.keyFile, Optional.empty())))
                .asString()
                .startsWith("tls-key-mismatch: ")
                .contains(one.certificateFile.toString(), other.keyFile.toString());
        assertThat(problem(new HttpConfig.Tls(one.certificateFile, rsa.keyFile, Optional.empty())))
                .asString()
                .startsWith("tls-key-mismatch: ")
                .contains(rsa.keyFile.toString());
    }

    @Test
    void namesAPortThatIsBusy() throws Exception {
        try (TestServer server = TestServer.start()) {
            int port = server.url.getPort();
            assertThat(problem(new HttpConfig("127.0.0.1", port, Optional.empty())))
                    .hasToString("port-in-use: The service can't listen on 127.0.0.1, port " + port
                            + ": another process does. Stop that process, or set http.port to another port; "
                            + "0 takes any free one.");
            assertThat(server.send(server.request("/livez")).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesToShowItselfWithoutTls() {
        assertThat(problem(new HttpConfig("0.0.0.0", 0, Optional.empty())).type())
                .isEqualTo(ProblemType.TLS_REQUIRED);
        assertThat(problem(new HttpConfig("192.0.2.1", 0, Optional.empty())).type())
                .isEqualTo(ProblemType.TLS_REQUIRED);
    }

    @Test
    void saysThatAnAddressIsOfAnotherMachine() throws Exception {
        HttpConfig.Tls tls = TestCertificates.ec(folder).tls(Optional.empty());
        assertThat(problem(new HttpConfig("192.0.2.1", 0, Optional.of(tls))).type())
                .isEqualTo(ProblemType.ADDRESS_NOT_LOCAL);
        assertThat(problem(new HttpConfig("no host", 0, Optional.of(tls))).type())
                .isEqualTo(ProblemType.UNKNOWN_HOST);
    }

    @Test
    void listensOnTheOtherLoopback() throws Exception {
        try (TestServer server = TestServer.start(new HttpConfig("::1", 0, Optional.empty()))) {
            assertThat(server.url.toString()).startsWith("http://[::1]:");
            assertThat(server.send(server.request("/livez")).status()).isEqualTo(200);
        }
    }

    private static HttpConfig with(HttpConfig.Tls tls) {
        return new HttpConfig("127.0.0.1", 0, Optional.of(tls));
    }

    private static Problem problem(HttpConfig.Tls tls) {
        return problem(with(tls));
    }

    private static Problem problem(HttpConfig config) {
        return assertThatThrownBy(() -> TestServer.start(config).close())
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .actual()
                .problem();
    }
}
