package org.adcache.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.adcache.account.ConnectionId;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.kerberos.KerberosLogin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoctorsTest {
    private static final ConnectionId CORP = new ConnectionId("corp");

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void stopTheWorkers() {
        workers.shutdownNow();
    }

    @Test
    void whoAsksDuringAnExaminationGetsItsAnswer() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        try (ServerSocket server = serverThatHangsUp(closing)) {
            DirectoryConfig config = config(server.getLocalPort());
            try (KerberosLogin login = new KerberosLogin(
                    config.keytab(), config.principal(), config.realm(), Clock.systemUTC(), workers)) {
                Doctor doctor = new Doctor(config, login, Clock.systemUTC(), workers);
                Doctors doctors = new Doctors(connection -> Optional.of(doctor), workers);

                CompletableFuture<List<CheckResult>> first = doctors.examine(CORP);
                CompletableFuture<List<CheckResult>> second = doctors.examine(CORP);
                closing.countDown();
                List<CheckResult> found = first.get(30, TimeUnit.SECONDS);

                assertThat(second.get(30, TimeUnit.SECONDS)).isSameAs(found);
                assertThat(found).anyMatch(check -> check.id().equals("tls") && !check.ok());
                assertThat(doctors.examine(CORP).get(30, TimeUnit.SECONDS)).isNotSameAs(found);
            }
        }
    }

    @Test
    void whatBeginsAfterTheSwitchWasTurnedOffDoesNothing() throws Exception {
        try (ServerSocket server = serverThatHangsUp(new CountDownLatch(0))) {
            DirectoryConfig config = config(server.getLocalPort());
            try (KerberosLogin login = new KerberosLogin(
                    config.keytab(), config.principal(), config.realm(), Clock.systemUTC(), workers)) {
                Doctor doctor = new Doctor(config, login, Clock.systemUTC(), workers);
                Doctors doctors = new Doctors(connection -> Optional.of(doctor), workers);

                doctor.stop();
                assertThat(doctors.examine(CORP).get(5, TimeUnit.SECONDS))
                        .singleElement()
                        .matches(check -> check.problem()
                                .filter(problem -> problem.type() == ProblemType.DOCTOR_STOPPED)
                                .isPresent());

                doctor.resume();
                assertThat(doctors.examine(CORP).get(30, TimeUnit.SECONDS))
                        .extracting(CheckResult::id)
                        .contains("dns", "tls");
            }
        }
    }

    @Test
    void looksAConnectionUpWhenItIsExamined() {
        Doctors doctors = new Doctors(connection -> Optional.empty(), workers);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> doctors.examine(CORP))
                .withMessage("there is no connection corp");
    }

    /** Accepts connections, sends nothing, and closes them one after the other once the latch opens. */
    private ServerSocket serverThatHangsUp(CountDownLatch told) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        workers.execute(() -> {
            try {
                while (!server.isClosed()) {
                    Socket client = server.accept();
                    told.await();
                    client.close();
                }
            } catch (IOException | InterruptedException e) {
                // The test is over.
                return;
            }
        });
        return server;
    }

    private static DirectoryConfig config(int port) {
        return new DirectoryConfig(
                CORP,
                "corp.example",
                "CORP.EXAMPLE",
                List.of(new ServerAddress("localhost", port)),
                List.of("localhost:" + port),
                Path.of("none.keytab"),
                Optional.empty(),
                Optional.empty(),
                List.of("mail"),
                true,
                true,
                List.of(),
                new TlsConfig(TlsConfig.Mode.LDAPS, Optional.empty(), true),
                FeedChoice.AUTO);
    }
}
