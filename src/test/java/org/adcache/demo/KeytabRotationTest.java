package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.KerberosRealm;
import org.adcache.kerberos.Krb5Conf;
import org.adcache.kerberos.WrongKeys;
import org.adcache.testing.Slow;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Logins over months, against a real KDC: tickets expire, keytabs are replaced, some of them are wrong. */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class KeytabRotationTest {
    private static final String REALM = "MONTHS.EXAMPLE";
    private static final String CLIENT = "svc-adcache";

    @TempDir
    Path folder;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final MovableClock clock = new MovableClock();
    private String configBefore = "";
    private KeyDistributionCenter kdc;
    private CountingRelay relay;
    private KerberosLogin login;

    @BeforeEach
    void startTheKdc() throws IOException {
        configBefore = System.getProperty("java.security.krb5.conf", "");
        begin(Duration.ofHours(10));
    }

    private void begin(Duration ticketLife) throws IOException {
        LoginFailures.Lockout lockout = new LoginFailures.Lockout(3, Duration.ofMinutes(30));
        kdc = KeyDistributionCenter.start(REALM, ticketLife, new LoginFailures(lockout, clock));
        kdc.addPrincipal(CLIENT);
        kdc.addPrincipal("ldap/localhost");
        kdc.export(CLIENT, keytab());
        relay = new CountingRelay(kdc.port(), workers);
        new Krb5Conf(folder.resolve("krb5.conf"))
                .write(List.of(new KerberosRealm(
                        REALM, "months.example", List.of("localhost:" + relay.port()), List.of("localhost"))));
        login = new KerberosLogin(keytab(), Optional.empty(), REALM, clock, workers);
    }

    @AfterEach
    void stop() throws IOException {
        end();
        workers.shutdownNow();
        if (configBefore.isEmpty()) {
            System.clearProperty("java.security.krb5.conf");
        } else {
            System.setProperty("java.security.krb5.conf", configBefore);
        }
    }

    private void end() throws IOException {
        login.close();
        relay.close();
        kdc.close();
    }

    @Test
    void asksNobodyWhileItsTicketIsFresh() throws Exception {
        use();
        int asked = relay.count();
        clock.advance(Duration.ofHours(7));
        use();
        assertThat(relay.count()).isEqualTo(asked);
    }

    @Test
    void logsInAgainBeforeTheTicketEnds() throws Exception {
        use();
        int asked = relay.count();
        clock.advance(Duration.ofHours(9));
        use();
        assertThat(relay.count()).isGreaterThan(asked);
    }

    @Slow
    @Test
    void outlivesItsTicket() throws Exception {
        end();
        begin(Duration.ofSeconds(4));
        use();
        Instant end = login.ticketEnd().orElseThrow();
        assertThat(end).isBefore(Instant.now().plusSeconds(5));
        while (Instant.now().isBefore(end.plusSeconds(1))) {
            use();
        }
        assertThat(login.ticketEnd().orElseThrow()).isAfter(end);
    }

    @Test
    void picksUpAKeytabThatWasReplaced() throws Exception {
        use();
        kdc.renewKeys(CLIENT);
        replace(exported(kdc, "new"));
        int asked = relay.count();
        use();
        assertThat(relay.count()).isGreaterThan(asked);
        login.drop();
        use();
    }

    @Test
    void goesOnWithItsTicketWhenTheNewKeyIsNotTheAccountsYet() throws Exception {
        use();
        replace(keytabOfAnother());
        int asked = relay.count();
        use();
        int tried = relay.count();
        assertThat(tried).isGreaterThan(asked);
        use();
        clock.advance(Duration.ofMinutes(14));
        use();
        assertThat(relay.count()).as("a key that was refused is left alone").isEqualTo(tried);
        clock.advance(Duration.ofMinutes(11));
        use();
        assertThat(relay.count()).as("and tried again later").isGreaterThan(tried);
    }

    @Test
    void takesTheNewKeyOnceItIsTheAccounts() throws Exception {
        use();
        byte[] before = Files.readAllBytes(keytab());
        replace(keytabOfAnother());
        use();
        Path right = Files.write(folder.resolve("right"), before);
        replace(right);
        int asked = relay.count();
        use();
        assertThat(relay.count()).isGreaterThan(asked);
        clock.advance(Duration.ofMinutes(1));
        int fresh = relay.count();
        use();
        assertThat(relay.count()).isEqualTo(fresh);
    }

    @Test
    void goesOnWithItsTicketWhileAKeytabIsHalfWritten() throws Exception {
        use();
        Files.write(keytab(), new byte[] {5, 2, 0, 0});
        use();
        Files.delete(keytab());
        use();
    }

    @Test
    void failsWhenTheTicketEndsAndTheKeyIsStillRefused() throws Exception {
        use();
        replace(keytabOfAnother());
        use();
        clock.advance(Duration.ofHours(10));
        assertThat(problem()).isEqualTo(ProblemType.KERBEROS_WRONG_KEY);
    }

    /** The threshold of three within half an hour that many domains have; a service may try for days. */
    @Test
    void neverLocksTheAccountHoweverLongItsKeyIsWrong() throws Exception {
        replace(keytabOfAnother());
        int most = 0;
        for (int minute = 0; minute < 240; minute++) {
            assertThat(problem()).as("minute " + minute).isEqualTo(ProblemType.KERBEROS_WRONG_KEY);
            most = Math.max(most, kdc.failures(CLIENT));
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(most).isEqualTo(2);
    }

    /** A sync, the doctor and the trials of a page use one account, each with a login of its own. */
    @Test
    void triesAWrongKeyOnceForAllLoginsOfAnAccount() throws Exception {
        replace(keytabOfAnother());
        WrongKeys wrongKeys = new WrongKeys();
        Path uploaded = Files.copy(keytab(), folder.resolve("uploaded.keytab"));
        try (KerberosLogin sync = login(keytab(), wrongKeys);
                KerberosLogin doctor = login(keytab(), wrongKeys);
                KerberosLogin trial = login(uploaded, wrongKeys)) {
            for (KerberosLogin one : List.of(sync, doctor, trial, sync)) {
                assertThat(problem(one)).isEqualTo(ProblemType.KERBEROS_WRONG_KEY);
            }
            assertThat(kdc.failures(CLIENT)).isOne();

            kdc.export(CLIENT, uploaded);
            assertThat(trial.<String>call(clock.instant().plusSeconds(30), () -> "done"))
                    .isEqualTo("done");
        }
    }

    @Test
    void triesAWrongKeyOnceForLoginsThatBeginTogether() throws Exception {
        replace(keytabOfAnother());
        WrongKeys wrongKeys = new WrongKeys();
        List<KerberosLogin> logins =
                Stream.generate(() -> login(keytab(), wrongKeys)).limit(6).toList();
        List<Future<ProblemType>> problems = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(logins.size());
        try {
            logins.forEach(one -> problems.add(callers.submit(() -> problem(one))));
            for (Future<ProblemType> problem : problems) {
                assertThat(problem.get()).isEqualTo(ProblemType.KERBEROS_WRONG_KEY);
            }
        } finally {
            callers.shutdownNow();
            logins.forEach(KerberosLogin::close);
        }
        assertThat(kdc.failures(CLIENT)).isOne();
    }

    private KerberosLogin login(Path file, WrongKeys wrongKeys) {
        return new KerberosLogin(file, Optional.empty(), REALM, clock, workers, Optional.empty(), wrongKeys);
    }

    @Test
    void hasNothingToGoOnWithAfterItsTicketsWereDropped() throws Exception {
        use();
        replace(keytabOfAnother());
        login.drop();
        assertThat(problem()).isEqualTo(ProblemType.KERBEROS_WRONG_KEY);
    }

    @Test
    void goesOnWithItsTicketThroughAnOutageOfTheKdc() throws Exception {
        use();
        kdc.close();
        relay.close();
        clock.advance(Duration.ofHours(9));
        String[] ran = {""};
        assertThat(login.call(clock.instant().plusSeconds(30), () -> {
                    ran[0] = "ran";
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(ran[0]).isEqualTo("ran");
    }

    private Path keytab() {
        return folder.resolve("service.keytab");
    }

    private Path exported(KeyDistributionCenter from, String name) throws IOException {
        Path file = folder.resolve(name);
        from.export(CLIENT, file);
        return file;
    }

    /** A keytab for the same principal with other keys. */
    private Path keytabOfAnother() throws IOException {
        try (KeyDistributionCenter other = KeyDistributionCenter.start(REALM)) {
            other.addPrincipal(CLIENT);
            return exported(other, "other");
        }
    }

    private void replace(Path by) throws IOException {
        Files.move(by, keytab(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gets the service's ticket, as a bind does. */
    private void use() throws Exception {
        use(login);
    }

    private void use(KerberosLogin used) throws Exception {
        used.call(clock.instant().plusSeconds(30), () -> {
            serviceTicket();
            return "";
        });
    }

    private static void serviceTicket() throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        GSSContext context = manager.createContext(
                manager.createName("ldap@localhost", GSSName.NT_HOSTBASED_SERVICE),
                new Oid("1.2.840.113554.1.2.2"),
                null,
                GSSContext.DEFAULT_LIFETIME);
        context.initSecContext(new byte[0], 0, 0);
        context.dispose();
    }

    private ProblemType problem() {
        return problem(login);
    }

    private ProblemType problem(KerberosLogin used) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> use(used));
        assertThat(thrown).isNotNull();
        return thrown.problem().type();
    }

    /** System clock plus an offset that a test sets. */
    private static final class MovableClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void advance(Duration duration) {
            ahead = ahead.plus(duration);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** TCP relay in front of the KDC that counts connections. */
    private static final class CountingRelay implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger count = new AtomicInteger();
        private final int target;
        private final ExecutorService workers;

        CountingRelay(int target, ExecutorService workers) throws IOException {
            this.target = target;
            this.workers = workers;
            workers.execute(this::acceptAll);
        }

        int port() {
            return listener.getLocalPort();
        }

        int count() {
            return count.get();
        }

        private void acceptAll() {
            while (!listener.isClosed()) {
                try {
                    Socket client = listener.accept();
                    count.incrementAndGet();
                    workers.execute(() -> relay(client));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void relay(Socket client) {
            try (client;
                    Socket kdc = new Socket(InetAddress.getLoopbackAddress(), target)) {
                workers.execute(() -> copy(kdc, client));
                copy(client, kdc);
            } catch (IOException e) {
                // The KDC is stopped: the client's connection is closed.
            }
        }

        private static void copy(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // One of the two closed its connection.
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
