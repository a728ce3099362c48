package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.apache.kerby.kerberos.kerb.KrbCodec;
import org.apache.kerby.kerberos.kerb.KrbErrorCode;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.base.MethodData;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class KdcProbeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String PRINCIPAL = "svc-adcache@DEMO.EXAMPLE";

    @TempDir
    Path folder;

    private final KdcProbe probe = new KdcProbe(Clock.systemUTC());
    private final ExecutorService servers = Executors.newCachedThreadPool();

    @AfterEach
    void stopServers() {
        servers.shutdownNow();
    }

    @Test
    void learnsTheTimeAndTheKindsOfKeys() throws Exception {
        try (SimulatedDirectory directory =
                SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder).withAccounts(100))) {
            KdcProbe.Answer answer = probe.ask("localhost:" + directory.kdcPort(), PRINCIPAL, TIMEOUT);

            assertThat(answer.offset().orElseThrow().abs()).isLessThan(Duration.ofSeconds(2));
            assertThat(answer.refusal()).isEmpty();
            assertThat(answer.keys())
                    .extracting(key -> key.type().label())
                    .containsExactly("aes256-cts-hmac-sha1-96", "aes128-cts-hmac-sha1-96");

            KdcProbe.Answer unknown = probe.ask("localhost:" + directory.kdcPort(), "svc-nobody@DEMO.EXAMPLE", TIMEOUT);
            assertThat(unknown.refusal().orElseThrow().type()).isEqualTo(ProblemType.KERBEROS_CLIENT_UNKNOWN);
            assertThat(unknown.theirs()).isPresent();
        }
    }

    @Test
    void writesNoFileAndReadsNoConfiguration() throws Exception {
        try (SimulatedDirectory directory = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder.resolve("domain")).withAccounts(100))) {
            String before = System.getProperty("java.security.krb5.conf", "");
            System.setProperty("java.security.krb5.conf", folder.resolve("none").toString());
            try {
                assertThat(probe.ask("localhost:" + directory.kdcPort(), PRINCIPAL, TIMEOUT)
                                .theirs())
                        .isPresent();
                assertThat(folder).isDirectoryNotContaining("glob:**none");
            } finally {
                if (before.isEmpty()) {
                    System.clearProperty("java.security.krb5.conf");
                } else {
                    System.setProperty("java.security.krb5.conf", before);
                }
            }
        }
    }

    @Test
    void givesUpOnAKdcThatIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long begin = System.nanoTime();
            assertThat(problem(silent.getLocalPort())).isEqualTo(ProblemType.KERBEROS_KDC_UNREACHABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void saysThatNothingListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(problem(port)).isEqualTo(ProblemType.KERBEROS_KDC_UNREACHABLE);
    }

    @Test
    void tellsAKdcFromWhateverElseAnswers() throws Exception {
        long seed = System.nanoTime();
        System.err.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            byte[] body = new byte[random.nextInt(1, 200)];
            random.nextBytes(body);
            byte[] framed = new byte[body.length + 4];
            System.arraycopy(body, 0, framed, 4, body.length);
            framed[3] = (byte) body.length;
            byte[] answer = i % 3 == 0 ? new byte[0] : i % 3 == 1 ? body : framed;
            try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                servers.execute(() -> answerOnce(other, answer));
                assertThat(problem(other.getLocalPort())).isEqualTo(ProblemType.KERBEROS_NO_KDC_THERE);
            }
        }
    }

    @Test
    void takesPrincipalsApartAsKeytabsWriteThem() {
        assertThat(KdcProbe.components("svc")).containsExactly("svc");
        assertThat(KdcProbe.components("http/host.corp.example")).containsExactly("http", "host.corp.example");
        assertThat(KdcProbe.components("a\\/b\\@c\\\\/d")).containsExactly("a/b@c\\", "d");
    }

    /** AD, Samba and the JDK write names in UTF-8, though RFC 4120 permits only ASCII. */
    @ParameterizedTest
    @ValueSource(strings = {"svc-prüf", "служба"})
    void namesBeyondAsciiAreWrittenAndReadAsUtf8(String name) throws Exception {
        String salt = "CORP.EXAMPLE" + name;
        byte[] text = salt.getBytes(StandardCharsets.UTF_8);
        byte[] type = {(byte) 0xA0, 3, 2, 1, 18};
        byte[] hints = der(0x30, der(0x30, type, der(0xA1, der(0x1B, text))));
        MethodData data = new MethodData();
        data.addElement(new PaDataEntry(PaDataType.ETYPE_INFO2, hints));
        KrbError error = new KrbError();
        error.setErrorCode(KrbErrorCode.KDC_ERR_PREAUTH_REQUIRED);
        error.setStime(KerberosTime.now());
        error.setSusec(1);
        error.setRealm("CORP.EXAMPLE");
        error.setSname(new PrincipalName("krbtgt/CORP.EXAMPLE"));
        error.setEdata(KrbCodec.encode(data));
        byte[] body = KrbCodec.encode(error);
        byte[] framed = ByteBuffer.allocate(4 + body.length)
                .putInt(body.length)
                .put(body)
                .array();
        try (ServerSocket kdc = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Future<byte[]> request = servers.submit(() -> requestOf(kdc, framed));
            KdcProbe.Answer answer =
                    probe.ask("localhost:" + kdc.getLocalPort(), name + "@CORP.EXAMPLE", Duration.ofSeconds(10));
            assertThat(new String(request.get(), StandardCharsets.ISO_8859_1))
                    .contains(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            assertThat(answer.keys())
                    .containsExactly(new KdcProbe.AccountKey(new EncryptionType(18), Optional.of(salt)));
        }
    }

    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            body.writeBytes(content);
        }
        return ByteBuffer.allocate(2 + body.size())
                .put((byte) tag)
                .put((byte) body.size())
                .put(body.toByteArray())
                .array();
    }

    private static byte[] requestOf(ServerSocket server, byte[] answer) throws IOException {
        try (Socket client = server.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] request = in.readNBytes(in.readInt());
            client.getOutputStream().write(answer);
            return request;
        }
    }

    private static void answerOnce(ServerSocket server, byte[] answer) {
        try (Socket client = server.accept()) {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream().write(answer);
        } catch (IOException e) {
            // The probe had read enough.
        }
    }

    private ProblemType problem(int port) {
        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> probe.ask("localhost:" + port, PRINCIPAL, TIMEOUT));
        assertThat(thrown).isNotNull();
        return thrown.problem().type();
    }
}
