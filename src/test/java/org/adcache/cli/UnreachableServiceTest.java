package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.adcache.testing.TestIdentities;
import org.adcache.tls.TlsIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sentence and one remedy for each mistake with the address or the certificate of a service. */
final class UnreachableServiceTest {
    private static final char[] PASSWORD = "memory".toCharArray();
    private static final String START = "adcache: ";

    @TempDir
    Path folder;

    private HttpsServer server;
    private Path certificate;

    /** Its certificate is for 127.0.0.1 and localhost. */
    @BeforeEach
    void start() throws Exception {
        certificate = TestIdentities.copy("ec256-pkcs8.pem", folder);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(TlsIdentity.read(certificate, certificate).keyStore(PASSWORD), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aCertificateOfAnotherCa() throws Exception {
        Path other = TestIdentities.copy("rsa-pkcs8.pem", folder);
        String url = "https://127.0.0.2:" + port();
        String said = START + "The certificate of " + url + " is signed by none of the CAs that are trusted here."
                + " Name the PEM file of the CA that signed it with --ca.\n";

        assertFailure(url, said);
        assertFailure(url, said, "--ca", other.toString());
    }

    @Test
    void aCertificateOfAnotherHost() {
        String url = "https://127.0.0.2:" + port();

        assertFailure(
                url,
                START + "The certificate of " + url + " is not for the host 127.0.0.2."
                        + " Write one of the certificate's names in --url or ADCACHE_URL.\n",
                "--ca",
                certificate.toString());
    }

    @Test
    void plainHttpToTheTlsPort() {
        String url = "http://127.0.0.2:" + port();

        assertFailure(
                url,
                START + "What " + url + " answers is not HTTP, or breaks off."
                        + " If the service uses TLS, write https:// in --url or ADCACHE_URL; else see its log.\n");
    }

    @Test
    void tlsToThePlainPort() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread refusing = new Thread(() -> refuse(plain));
            refusing.start();
            String url = "https://127.0.0.1:" + plain.getLocalPort();

            assertFailure(
                    url,
                    START + url + " does not use TLS."
                            + " Write http:// in --url or ADCACHE_URL, or check the port.\n");
            refusing.join();
        }
    }

    /** As an HTTP server does to what is no request. */
    private static void refuse(ServerSocket plain) {
        try (Socket connection = plain.accept()) {
            assertThat(connection.getInputStream().read()).isPositive();
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.shutdownOutput();
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aHostThatDoesNotResolve() {
        assertFailure(
                "http://no-such-host.invalid:8636",
                START + "The host no-such-host.invalid can't be resolved."
                        + " Check how it is written in --url or ADCACHE_URL, and the DNS.\n");
    }

    private static void assertFailure(String url, String said, String... options) {
        CommandLineRun run = CommandLineRun.of(Stream.concat(Stream.of("status", "--url", url), Stream.of(options))
                .toArray(String[]::new));

        assertThat(run.err()).isEqualTo(said);
        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.out()).isEmpty();
    }

    private int port() {
        return server.getAddress().getPort();
    }
}
