package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Bad password counts and lockout of the service account, as in a domain with a threshold of three in 30 minutes. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LockoutTest {
    private final MovableClock clock = new MovableClock();
    private SimulatedDirectory directory;
    private TestClient client;

    private static final class MovableClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void advance(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder)
                .withAccounts(100)
                .withClock(clock)
                .withLockout(3, Duration.ofMinutes(30)));
        client = new TestClient(directory, folder);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        directory.close();
    }

    private void fail(int times, String expected) {
        for (int i = 0; i < times; i++) {
            LoginException failure = catchThrowableOfType(LoginException.class, client::login);
            assertThat(failure).hasMessageEndingWith(expected);
        }
    }

    @Test
    void threeWrongKeysLockTheAccountForHalfAnHour() throws Exception {
        directory.changePassword();
        fail(3, "(24)");
        assertThat(directory.failedLogins()).isEqualTo(3);
        directory.exportKeytab();
        fail(1, "(18)");
        clock.advance(Duration.ofMinutes(29));
        fail(1, "(18)");
        clock.advance(Duration.ofMinutes(2));
        assertThat(client.login().getPrivateCredentials()).isNotEmpty();
        assertThat(directory.failedLogins()).isZero();
    }

    @Test
    void successResetsTheCount() throws Exception {
        directory.changePassword();
        fail(2, "(24)");
        directory.exportKeytab();
        assertThat(client.login()).isNotNull();
        directory.changePassword();
        fail(2, "(24)");
        assertThat(directory.failedLogins()).isEqualTo(2);
    }

    @Test
    void failuresOutsideTheWindowDoNotCount() throws Exception {
        directory.changePassword();
        fail(2, "(24)");
        clock.advance(Duration.ofMinutes(31));
        assertThat(directory.failedLogins()).isZero();
        fail(2, "(24)");
    }
}
