package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerberosLoginTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void saysWhatIsWrongWithTheKeytabBeforeItLogsIn() {
        Path rc4 = new KeytabBytes().key("svc", "CORP.EXAMPLE", 1, 23).in(folder);

        assertThat(type(login(folder.resolve("none"), Runnable::run), NOW.plusSeconds(5)))
                .isEqualTo(ProblemType.KEYTAB_MISSING);
        assertThat(type(login(rc4, Runnable::run), NOW.plusSeconds(5))).isEqualTo(ProblemType.KEYTAB_NO_AES);
    }

    @Test
    void givesUpAtTheDeadlineWhenNobodyAnswers() {
        KerberosLogin unanswered = login(folder, task -> {});

        assertThatThrownBy(() -> unanswered.call(NOW.minusSeconds(1), () -> "never"))
                .isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> unanswered.call(NOW.plus(Duration.ofMillis(5)), () -> "never"))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void refusesEveryActionOnceClosed() {
        KerberosLogin login =
                login(new KeytabBytes().key("svc", "CORP.EXAMPLE", 1, 18).in(folder), Runnable::run);

        login.close();

        assertThat(type(login, NOW.plusSeconds(5))).isEqualTo(ProblemType.KERBEROS_CLOSED);
    }

    @Test
    void logsInNoMoreWhileItIsSuspended() {
        KerberosLogin login = login(Path.of("/nowhere.keytab"), Runnable::run);
        Instant deadline = CLOCK.instant().plusSeconds(10);
        login.suspend();
        assertThat(type(login, deadline)).isEqualTo(ProblemType.KERBEROS_CLOSED);
        login.resume();
        assertThat(type(login, deadline)).isEqualTo(ProblemType.KEYTAB_MISSING);
    }

    private static KerberosLogin login(Path keytab, Executor worker) {
        return new KerberosLogin(keytab, Optional.empty(), "CORP.EXAMPLE", CLOCK, worker);
    }

    private static ProblemType type(KerberosLogin login, Instant deadline) {
        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> login.call(deadline, () -> "never"));
        assertThat(thrown).isNotNull();
        return thrown.problem().type();
    }
}
