package org.adcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.api.AuditDocument;
import org.adcache.auth.audit.AuditPosition;
import org.adcache.testing.MemoryAudit;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private final TestClock clock = new TestClock();
    private final MemoryAudit audit = new MemoryAudit();
    private final AuditLog log = new AuditLog(audit, clock);

    @Test
    void writesWhatATokenDidAsOneLine() throws Exception {
        Principal ops = Principal.of(token(Optional.of("\"ops\" \n ü 😀")));
        log.record(ops, Optional.of(InetAddress.getByName("10.0.0.5")), "sync.full", Optional.of("corp"), AuditLog.OK);
        log.record(
                Principal.of(token(Optional.empty())),
                Optional.of(InetAddress.getByName("2001:db8::1")),
                "integration.disable",
                Optional.empty(),
                "wipe-incomplete");

        assertThat(audit.lines).containsExactly("""
                {"at":"2026-11-21T10:00:00Z","who":{"kind":"token","id":"0a1b2c3d","name":"\\"ops\\" \\n ü 😀"},\
                "from":"10.0.0.5","what":"sync.full","target":"corp","outcome":"ok"}
                """, """
                {"at":"2026-11-21T10:00:00Z","who":{"kind":"token","id":"0a1b2c3d"},"from":"2001:db8:0:0:0:0:0:1",\
                "what":"integration.disable","outcome":"wipe-incomplete"}
                """);
    }

    @Test
    void writesWhatSomebodyOnThisMachineDid() {
        log.tokenCreated(token(Optional.of("ops")));

        assertThat(audit.lines).containsExactly("""
                {"at":"2026-11-21T10:00:00Z","who":{"kind":"local","id":"local"},"what":"token.create",\
                "target":"0a1b2c3d","outcome":"ok"}
                """);
    }

    @Test
    void writesHowOftenACallerDidSomething() {
        log.count(Principal.LOCAL, Optional.empty(), "suggest.drawn", 420, clock.instant());

        assertThat(audit.lines).containsExactly("""
                {"at":"2026-11-21T10:00:00Z","who":{"kind":"local","id":"local"},"what":"suggest.drawn","count":420,\
                "outcome":"ok"}
                """);
    }

    @Test
    void failedSignInsCannotPushOutTheRest() throws Exception {
        Optional<InetAddress> from = Optional.of(InetAddress.getByName("10.0.0.66"));
        for (int i = 0; i < 1000; i++) {
            log.signInFailed(from, "token", "unauthorized");
        }
        assertThat(audit.lines).hasSize(20).allSatisfy(line -> assertThat(line).isEqualTo("""
                {"at":"2026-11-21T10:00:00Z","who":{"kind":"token"},"from":"10.0.0.66","what":"sign-in",\
                "outcome":"unauthorized"}
                """));
        clock.advance(Duration.ofMinutes(1));
        log.signInFailed(from, "session", "sso-replay");
        assertThat(audit.lines.subList(20, audit.lines.size())).containsExactly("""
                {"at":"2026-11-21T10:01:00Z","who":{"kind":"any"},"what":"sign-in","count":980,"outcome":"not-listed"}
                """, """
                {"at":"2026-11-21T10:01:00Z","who":{"kind":"session"},"from":"10.0.0.66","what":"sign-in",\
                "outcome":"sso-replay"}
                """);
    }

    @Test
    void aChangeIsNotStoppedByALogThatCannotBeWritten() {
        new AuditLog(
                        new AuditLog.Storage() {
                            @Override
                            public void append(byte[] line) throws ProblemException {
                                throw new ProblemException(
                                        new Problem(ProblemType.AUDIT_LOG_FAILED, "The disk is full.", "Free some."));
                            }

                            @Override
                            public AuditDocument page(Optional<AuditPosition> before, int limit) {
                                throw new UnsupportedOperationException();
                            }
                        },
                        clock)
                .tokenCreated(token(Optional.empty()));
        assertThat(audit.lines).isEmpty();
    }

    private ApiToken token(Optional<String> name) {
        return new ApiToken("0a1b2c3d", name, Set.of(Scope.ADMIN), clock.instant(), Optional.empty());
    }
}
