package org.adcache.directory.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.kerberos.KerberosLogin;
import org.junit.jupiter.api.Test;

class TimedLoginTest {
    private static final Clock CLOCK = Clock.systemUTC();

    private final KerberosLogin unanswered =
            new KerberosLogin(Path.of("svc.keytab"), Optional.empty(), "CORP.EXAMPLE", CLOCK, task -> {});

    @Test
    void namesTheKeytabWhenTheCyclesTimeIsUp() {
        Problem problem = problemWithin(Duration.ofMillis(5));

        assertThat(problem.type()).isEqualTo(ProblemType.SYNC_TIMEOUT);
        assertThat(problem.detail()).contains("svc.keytab");
    }

    @Test
    void saysThatTheCycleWasStoppedWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        Problem problem = problemWithin(Duration.ofMinutes(1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(problem.type()).isEqualTo(ProblemType.SYNC_INTERRUPTED);
    }

    private Problem problemWithin(Duration time) {
        TimedLogin login =
                new TimedLogin(unanswered, new Deadline(CLOCK.instant().plus(time), CLOCK));
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> login.call(() -> "never"));
        assertThat(thrown).isNotNull();
        return thrown.problem();
    }
}
