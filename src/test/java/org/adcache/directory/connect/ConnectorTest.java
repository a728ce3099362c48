package org.adcache.directory.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.directory.ConfigBuilder;
import org.adcache.directory.ServerAddress;
import org.adcache.testing.TestIdentities;
import org.adcache.tls.TlsIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorTest {
    private static final char[] PASSWORD = "unused".toCharArray();

    @TempDir
    Path folder;

    @Test
    void namesAServerThatDemandsAClientCertificate() throws Exception {
        Problem problem = refused("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", true);
        assertThat(problem.type()).hasToString("tls-client-certificate-demanded");
        assertThat(problem.detail()).startsWith("localhost:");
    }

    @Test
    void namesWhatTheTwoSidesMustHaveInCommon() throws Exception {
        Problem problem = refused("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", false);
        assertThat(problem.type()).hasToString("tls-failed");
        assertThat(problem.detail()).contains("have no TLS version, cipher or signature in common");
        assertThat(problem.remedy()).contains("P-256");
    }

    private Problem refused(String version, String cipher, boolean demands) throws Exception {
        Path identity = TestIdentities.copy("rsa-pkcs8.pem", folder);
        try (SSLServerSocket server = server(TlsIdentity.read(identity, identity))) {
            server.setEnabledProtocols(new String[] {version});
            server.setEnabledCipherSuites(new String[] {cipher});
            server.setNeedClientAuth(demands);
            Thread thread = new Thread(() -> handshake(server));
            thread.start();
            Connector connector =
                    new Connector(new ConfigBuilder().trust(identity).build());
            ServerAddress address = new ServerAddress("localhost", server.getLocalPort());
            Problem problem = catchThrowableOfType(
                            ProblemException.class,
                            () -> connector.connect(
                                    address, new Deadline(Instant.now().plusSeconds(20), Clock.systemUTC())))
                    .problem();
            thread.join();
            return problem;
        }
    }

    private static SSLServerSocket server(TlsIdentity identity) throws Exception {
        KeyStore keys = identity.keyStore(PASSWORD);
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName("localhost"));
    }

    private static void handshake(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
        } catch (IOException e) {
            // It is the other side's answer that counts.
        }
    }
}
