package org.adcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private final TestClock clock = new TestClock();
    private final List<String> lines = new ArrayList<>();
    private final AuditLog log = new AuditLog(line -> lines.add(new String(line, StandardCharsets.UTF_8)), clock);

    @Test
    void writesWhatATokenDidAsOneLine() {
        log.record(Principal.of(token(Optional.of("\"ops\" \n ü 😀"))), "sync.full", Optional.of("corp"), "ok");
        log.record(Principal.of(token(Optional.empty())), "integration.disable", Optional.empty(), "wipe-incomplete");

        assertThat(lines).containsExactly("""
                {"at":"2026-11-21T10:00:00Z","actor":"0a1b2c3d","name":"\\"ops\\" \\n ü 😀","action":"sync.full",\
                "target":"corp","outcome":"ok"}
                """, """
                {"at":"2026-11-21T10:00:00Z","actor":"0a1b2c3d","action":"integration.disable",\
                "outcome":"wipe-incomplete"}
                """);
    }

    @Test
    void writesWhatSomebodyOnThisMachineDid() {
        log.tokenCreated(token(Optional.of("ops")));

        assertThat(lines).containsExactly("""
                {"at":"2026-11-21T10:00:00Z","actor":"local","action":"token.create","target":"0a1b2c3d","outcome":"ok"}
                """);
    }

    private ApiToken token(Optional<String> name) {
        return new ApiToken("0a1b2c3d", name, Set.of(Scope.ADMIN), clock.instant(), Optional.empty());
    }
}
