package org.adcache.http;

import static org.adcache.testing.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.adcache.auth.Scope;
import org.adcache.auth.certificate.CertificateClient;
import org.adcache.auth.session.SessionLimits;
import org.adcache.testing.ClientIdentities;
import org.adcache.testing.People;
import org.adcache.testing.TestIdentities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the listener that are replaced while it listens. */
class TlsReplacementTest {
    @TempDir
    Path folder;

    private TestServer serve(Path certificate, Path key, Optional<Path> ca, Optional<Path> crl) throws Exception {
        return TestServer.start(new HttpConfig(
                "127.0.0.1",
                0,
                Optional.of(new HttpConfig.Tls(certificate, key, ca, crl)),
                HttpLimits.DEFAULTS,
                List.of(new CertificateClient("one", new X500Principal("CN=gw2.example.com"), Set.of(Scope.LOOKUP))),
                SessionLimits.DEFAULTS));
    }

    /** The subject of the certificate that a new connection gets. */
    private static String presented(TestServer server) throws Exception {
        try (SSLSocket socket = TestCertificates.trustingAnybody(server.url)) {
            socket.startHandshake();
            return ((java.security.cert.X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private Path identity(String name) throws Exception {
        return TestIdentities.copy(name + ".pem", folder);
    }

    /** As acme.sh does: each file is written anew in its place. */
    private static void replace(Path target, String with) throws Exception {
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(fresh, with, StandardCharsets.US_ASCII);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void usesReplacedFilesOfEveryKindForNewConnectionsAndKeepsTheOldOnes() throws Exception {
        Path pem = folder.resolve("server.pem");
        Files.copy(identity("rsa-pkcs8"), pem);
        try (TestServer server = serve(pem, pem, Optional.empty(), Optional.empty());
                SSLSocket old = TestCertificates.trustingAnybody(server.url)) {
            server.questions.holds("a", People.user(1));
            old.startHandshake();
            for (String next : List.of("ec256-sec1", "ed25519-pkcs8", "rsa-pkcs1", "chain")) {
                String text = TestIdentities.text(next + ".pem");
                String before = presented(server);
                replace(pem, text);
                until(() -> !presented(server).equals(before));
                assertThat(answered(old, server)).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    private static String answered(SSLSocket socket, TestServer server) throws Exception {
        socket.getOutputStream()
                .write(("GET /v1/lookup?key=a HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + server.lookup
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        byte[] answer = new byte[4096];
        int length = socket.getInputStream().read(answer);
        return new String(answer, 0, length, StandardCharsets.UTF_8);
    }

    @Test
    void followsLinksThatAreSwapped() throws Exception {
        Path archive = Files.createDirectory(folder.resolve("archive"));
        Path live = Files.createDirectory(folder.resolve("live"));
        int number = 1;
        for (String name : List.of("rsa-pkcs8", "ec256-pkcs8")) {
            Files.writeString(archive.resolve("fullchain" + number + ".pem"), TestIdentities.text(name + ".pem"));
            Files.writeString(archive.resolve("privkey" + number + ".pem"), TestIdentities.text(name + ".pem"));
            number++;
        }
        for (String file : List.of("fullchain", "privkey")) {
            Files.createSymbolicLink(live.resolve(file + ".pem"), Path.of("../archive/" + file + "1.pem"));
        }
        try (TestServer server =
                serve(live.resolve("fullchain.pem"), live.resolve("privkey.pem"), Optional.empty(), Optional.empty())) {
            String before = presented(server);
            for (String file : List.of("fullchain", "privkey")) {
                Path link = Files.createSymbolicLink(live.resolve("new"), Path.of("../archive/" + file + "2.pem"));
                Files.move(link, live.resolve(file + ".pem"), StandardCopyOption.ATOMIC_MOVE);
                assertThat(presented(server)).isNotEmpty();
            }
            until(() -> !presented(server).equals(before));
        }
    }

    @Test
    void keepsWhatItHasWhileTheFilesCantBeUsedAndSaysSo() throws Exception {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        Files.copy(identity("rsa-pkcs8"), certificate);
        Files.copy(identity("rsa-pkcs8"), key, StandardCopyOption.REPLACE_EXISTING);
        try (TestServer server = serve(certificate, key, Optional.empty(), Optional.empty())) {
            String before = presented(server);
            for (String broken : List.of("", "rubbish", TestIdentities.text("ec256-pkcs8.pem"))) {
                replace(certificate, broken);
                until(() -> server.tlsProblem().isPresent());
                assertThat(presented(server)).isEqualTo(before);
            }
            until(() -> server.tlsProblem().orElseThrow().detail().contains(key.toString()));
            replace(key, TestIdentities.text("ec256-pkcs8.pem"));
            until(() -> server.tlsProblem().isEmpty());
            until(() -> !presented(server).equals(before));
        }
    }

    @Test
    void revokesCertificatesOnConnectionsThatAreOpen() throws Exception {
        Path ca = ClientIdentities.copy("ca", folder);
        TestCertificates certificates = TestCertificates.ec(folder.resolve("."));
        ClientIdentities.copy("ca", folder);
        Path withCrl = Files.createDirectory(folder.resolve("other"));
        try (TestServer server =
                serve(certificates.certificateFile, certificates.keyFile, Optional.of(ca), Optional.empty())) {
            server.questions.holds("a", People.user(1));
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(certificates.clientWith(ClientIdentities.identity("gw2", folder)))
                    .build();
            assertThat(TestServer.send(client, server.request("/v1/lookup?key=a"))
                            .status())
                    .isEqualTo(200);
            replace(ca, Files.readString(ClientIdentities.copy("ca-with-crl", withCrl)));
            until(() ->
                    TestServer.send(client, server.request("/v1/lookup?key=a")).status() == 401);
        }
    }
}
