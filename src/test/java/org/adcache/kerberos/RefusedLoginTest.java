package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedLoginTest {
    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private Path keytab;
    private RefusedLogin refused;
    private int tries;

    @BeforeEach
    void rememberNothing() throws IOException {
        keytab = Files.writeString(folder.resolve("svc.keytab"), "one");
        refused = new RefusedLogin(keytab, clock);
    }

    @Test
    void triesARefusedKeyAgainAfterFiveMinutes() {
        assertThat(failedWith("kerberos-wrong-key").detail()).isEqualTo("Refused.");
        clock.advance(Duration.ofSeconds(299));
        Problem remembered = failedWith("kerberos-wrong-key");
        assertThat(tries).isEqualTo(1);
        assertThat(remembered.type()).isEqualTo("kerberos-wrong-key");
        assertThat(remembered.detail()).startsWith("Refused. That was at ");

        clock.advance(Duration.ofSeconds(1));
        failedWith("kerberos-wrong-key");
        assertThat(tries).isEqualTo(2);
    }

    @Test
    void triesAnotherKeytabAtOnce() throws IOException {
        failedWith("kerberos-account-revoked");
        Files.writeString(keytab, "another");
        failedWith("kerberos-account-revoked");
        assertThat(tries).isEqualTo(2);
    }

    @Test
    void remembersNothingThatIsNotOfTheKey() {
        failedWith("kerberos-kdc-unreachable");
        failedWith("kerberos-kdc-unreachable");
        assertThat(tries).isEqualTo(2);
    }

    @Test
    void logsInAsOftenAsThatSucceeds() {
        for (int i = 0; i < 3; i++) {
            assertThatCode(() -> refused.orTry(() -> tries++)).doesNotThrowAnyException();
        }
        assertThat(tries).isEqualTo(3);
    }

    private Problem failedWith(String type) {
        ProblemException failure = catchThrowableOfType(
                ProblemException.class,
                () -> refused.orTry(() -> {
                    tries++;
                    throw new ProblemException(new Problem(type, "Refused.", "Export it again."));
                }));
        return failure.problem();
    }
}
