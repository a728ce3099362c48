package org.adcache.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adcache.account.AccountType;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.ActiveDirectory;
import org.adcache.directory.DirectoryConfig;
import org.adcache.doctor.CheckResult;
import org.adcache.doctor.Doctor;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.sync.SyncConnection;
import org.adcache.testing.FakeDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTest {
    private static final Clock CLOCK = Clock.systemUTC();

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ConnectionConfig config = ConnectionConfigs.of("corp");
    private final KerberosLogin login = login();
    private final KerberosLogin doctorLogin = login();
    private final Connection connection = connection();

    @AfterEach
    void stopTheWorkers() {
        connection.close();
        workers.shutdownNow();
    }

    @Test
    void logsInAndExaminesWhileItIsOpen() {
        assertThat(refusal(login)).isEqualTo(ProblemType.KEYTAB_MISSING);
        assertThat(examined()).contains(ProblemType.KEYTAB_MISSING);
    }

    @Test
    void neitherLogsInNorExaminesOnceItIsClosed() {
        connection.close();

        assertThat(refusal(login)).isEqualTo(ProblemType.KERBEROS_CLOSED);
        assertThat(refusal(doctorLogin)).isEqualTo(ProblemType.KERBEROS_CLOSED);
        assertThat(examined()).containsExactly(ProblemType.DOCTOR_STOPPED);
    }

    @Test
    void logsInNowhereWhileItIsSuspended() {
        connection.suspend();

        assertThat(refusal(login)).isEqualTo(ProblemType.KERBEROS_CLOSED);
        assertThat(refusal(doctorLogin)).isEqualTo(ProblemType.KERBEROS_CLOSED);
        assertThat(examined()).containsExactly(ProblemType.DOCTOR_STOPPED);

        connection.resume();

        assertThat(refusal(login)).isEqualTo(ProblemType.KEYTAB_MISSING);
        assertThat(refusal(doctorLogin)).isEqualTo(ProblemType.KEYTAB_MISSING);
        assertThat(examined()).contains(ProblemType.KEYTAB_MISSING);
    }

    private List<ProblemType> examined() {
        return connection.doctor().prepare(check -> {}).get().stream()
                .map(CheckResult::problem)
                .flatMap(problem -> problem.stream())
                .map(problem -> problem.type())
                .toList();
    }

    private static ProblemType refusal(KerberosLogin login) {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> login.call(CLOCK.instant().plusSeconds(30), () -> "never"));
        assertThat(refused).isNotNull();
        return refused.problem().type();
    }

    private Connection connection() {
        DirectoryConfig directory = config.directory();
        SyncConnection sync = new SyncConnection(
                directory.id(),
                directory.domain(),
                new FakeDirectory(),
                EnumSet.allOf(AccountType.class),
                Set.of("addresses"),
                config.sync());
        Doctor doctor = new Doctor(directory, doctorLogin, CLOCK, workers);
        return new Connection(
                config,
                sync,
                directory.kerberosRealm(),
                login,
                doctor,
                doctorLogin,
                () -> new ActiveDirectory.Controllers(0, 0));
    }

    private KerberosLogin login() {
        DirectoryConfig directory = config.directory();
        return new KerberosLogin(directory.keytab(), directory.principal(), directory.realm(), CLOCK, workers);
    }
}
