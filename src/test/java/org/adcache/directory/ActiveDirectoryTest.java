package org.adcache.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.testing.MemoryDirectory;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures before the login. */
@Timeout(60)
class ActiveDirectoryTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Executor NO_LOGIN = task -> {
        throw new AssertionError("logged in");
    };

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void saysThatNothingListens() throws Exception {
        Problem problem = problem(new ConfigBuilder().server("localhost", closedPort()), Duration.ofMinutes(1));

        assertThat(problem.type()).isEqualTo(ProblemType.CONNECT_REFUSED);
        assertThat(problem.detail()).contains("localhost:").doesNotContain("Tried");
    }

    @Test
    void triesEveryServerAndNamesThemAll() throws Exception {
        int first = closedPort();
        try (MemoryDirectory plain = new MemoryDirectory()) {
            Problem problem = problem(
                    new ConfigBuilder().server("localhost", first).server("localhost", plain.port()),
                    Duration.ofMinutes(1));

            assertThat(problem.type()).isEqualTo(ProblemType.TLS_NOT_TLS);
            assertThat(problem.detail())
                    .endsWith("Tried: localhost:" + first + " (connect-refused), localhost:" + plain.port()
                            + " (tls-not-tls).");
        }
    }

    @Test
    void saysThatStartTlsWasRefused() throws Exception {
        try (MemoryDirectory plain = new MemoryDirectory()) {
            Problem problem =
                    problem(new ConfigBuilder().startTls().server("localhost", plain.port()), Duration.ofMinutes(1));

            assertThat(problem.type()).isEqualTo(ProblemType.STARTTLS_REFUSED);
        }
    }

    @Slow
    @Test
    void givesUpOnAServerThatNeverAnswersTheHandshake() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Problem problem =
                    problem(new ConfigBuilder().server("localhost", silent.getLocalPort()), Duration.ofMinutes(1));

            assertThat(problem.type()).isEqualTo(ProblemType.CONNECT_TIMEOUT);
        }
    }

    @Test
    void startsNothingAfterTheDeadline() throws Exception {
        Problem problem = problem(new ConfigBuilder().server("localhost", closedPort()), Duration.ofSeconds(-1));

        assertThat(problem.type()).isEqualTo(ProblemType.SYNC_TIMEOUT);
    }

    private Problem problem(ConfigBuilder builder, Duration timeout) {
        DirectoryConfig config = builder.build();
        try (KerberosLogin login =
                new KerberosLogin(config.keytab(), Optional.empty(), config.realm(), CLOCK, NO_LOGIN)) {
            ActiveDirectory directory = new ActiveDirectory(config, login, CLOCK, timer);
            ProblemException thrown = catchThrowableOfType(
                    ProblemException.class,
                    () -> directory
                            .open(Optional.empty(), CLOCK.instant().plus(timeout))
                            .close());
            assertThat(thrown).isNotNull();
            return thrown.problem();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
