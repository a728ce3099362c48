package org.adcache.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.auth.ApiToken;
import org.adcache.auth.CallerKind;
import org.adcache.auth.Principal;
import org.adcache.auth.Scope;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private final TestClock clock = new TestClock();
    private final SessionLimits limits = new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(2), 3);
    private final Sessions sessions = new Sessions(limits, clock, new SecureRandom());
    private final Principal caller = Principal.of(
            new ApiToken("3f9c02d1", Optional.of("ops"), Set.of(Scope.LOOKUP), clock.instant(), Optional.empty()));
    private Optional<Principal> current = Optional.of(caller);

    private Sessions.Opened open() {
        return sessions.open(caller, () -> current, Optional.empty());
    }

    private Optional<Principal> use(Sessions.Opened opened) {
        return SessionKey.in(SessionKey.COOKIE + "=" + opened.secret())
                .flatMap(sessions::use)
                .map(Sessions.InUse::principal);
    }

    private Optional<Principal> find(Sessions.Opened opened) {
        return SessionKey.in(SessionKey.COOKIE + "=" + opened.secret())
                .flatMap(sessions::find)
                .map(Sessions.InUse::principal);
    }

    @Test
    void areTheSameCallerInASession() {
        Principal found = use(open()).orElseThrow();
        assertThat(found.kind()).isEqualTo(CallerKind.SESSION);
        assertThat(found.id()).isEqualTo("3f9c02d1");
        assertThat(found.scopes()).containsExactly(Scope.LOOKUP);
    }

    @Test
    void endWhenIdle() {
        Sessions.Opened opened = open();
        clock.advance(Duration.ofMinutes(29));
        assertThat(use(opened)).isPresent();
        clock.advance(Duration.ofMinutes(29));
        assertThat(use(opened)).isPresent();
        clock.advance(Duration.ofMinutes(30));
        assertThat(use(opened)).isEmpty();
        clock.advance(Duration.ofMinutes(-10));
        assertThat(use(opened)).as("it is gone").isEmpty();
    }

    @Test
    void endWhenIdleHoweverOftenTheyAreFoundWithoutBeingUsed() {
        Sessions.Opened opened = open();
        Instant used = clock.instant();
        for (int minute = 0; minute < 29; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(find(opened)).isPresent();
        }
        assertThat(opened.session().lastUse()).isEqualTo(used);
        clock.advance(Duration.ofMinutes(1));
        assertThat(find(opened)).isEmpty();
        assertThat(use(opened)).isEmpty();
    }

    @Test
    void endAfterTheLongestTimeHoweverOftenTheyAreUsed() {
        Sessions.Opened opened = open();
        for (int minute = 0; minute < 119; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(use(opened)).isPresent();
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(use(opened)).isEmpty();
    }

    @Test
    void endWithTheirToken() {
        Sessions.Opened opened =
                sessions.open(caller, () -> current, Optional.of(clock.instant().plusSeconds(60)));
        assertThat(opened.session().expiresAt()).isEqualTo(clock.instant().plusSeconds(60));
        Sessions.Opened longer =
                sessions.open(caller, () -> current, Optional.of(clock.instant().plus(Duration.ofDays(9))));
        assertThat(longer.session().expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
        clock.advance(Duration.ofSeconds(60));
        assertThat(use(opened)).isEmpty();
        assertThat(use(longer)).isPresent();
        current = Optional.empty();
        assertThat(use(longer)).isEmpty();
        current = Optional.of(caller);
        assertThat(use(longer)).as("it is gone").isEmpty();
    }

    @Test
    void changeWithTheirCaller() {
        Sessions.Opened opened = open();
        current = Optional.of(new Principal(
                CallerKind.TOKEN,
                "3f9c02d1",
                Optional.empty(),
                Set.of(Scope.ADMIN),
                Set.of("helpdesk"),
                Optional.empty()));
        Principal found = use(opened).orElseThrow();
        assertThat(found.scopes()).containsExactly(Scope.ADMIN);
        assertThat(found.roles()).containsExactly("helpdesk");
        assertThat(use(opened)).hasValueSatisfying(again -> assertThat(again).isSameAs(found));
    }

    @Test
    void areAtMostSoManyForEachCaller() {
        List<Sessions.Opened> opened = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            opened.add(open());
            clock.advance(Duration.ofSeconds(1));
        }
        Principal other = Principal.ofCertificate("other", Set.of(Scope.LOOKUP));
        Sessions.Opened others = sessions.open(other, () -> Optional.of(other), Optional.empty());
        assertThat(opened.stream().map(this::use).map(Optional::isPresent))
                .containsExactly(false, false, true, true, true);
        assertThat(use(others)).isPresent();
    }

    @Test
    void ofPersonsEndWithTheIntegration() {
        Sessions.Opened machine = open();
        Sessions.Opened person = sessions.open(
                caller,
                new SessionOrigin() {
                    @Override
                    public Optional<Principal> current() {
                        return current;
                    }

                    @Override
                    public boolean isPerson() {
                        return true;
                    }
                },
                Optional.empty());
        assertThat(use(person)).isPresent();
        sessions.endThoseOfPersons();
        assertThat(use(person)).isEmpty();
        assertThat(use(machine)).isPresent();
        assertThat(sessions.count()).isEqualTo(1);
    }

    @Test
    void stayWhileTheirCallerIsUnknownForAMoment() {
        boolean[] unknown = {true};
        Sessions.Opened opened = sessions.open(
                caller,
                () -> {
                    if (unknown[0]) {
                        throw new IllegalStateException("no usable copy");
                    }
                    return current;
                },
                Optional.empty());
        assertThatThrownBy(() -> use(opened)).hasMessage("no usable copy");
        unknown[0] = false;
        assertThat(use(opened)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=1",
                "__Host-adcache",
                "__Host-adcache2=x",
                "x__Host-adcache=x",
                "__host-adcache=x",
                "__Host-adcache=a; __Host-adcache=a"
            })
    void arentFoundInOtherCookies(String cookies) {
        assertThat(SessionKey.in(cookies)).isEmpty();
    }

    @Test
    void areFoundAmongOtherCookies() {
        Sessions.Opened opened = open();
        assertThat(SessionKey.in("a=1; __Host-adcache=" + opened.secret() + ";b=2")
                        .flatMap(sessions::use))
                .isPresent();
        assertThat(SessionKey.in("__Host-adcache=" + opened.secret() + "x").flatMap(sessions::use))
                .isEmpty();
    }

    @Test
    void tellOnlyTheirOwnPagesTheCsrfToken() {
        Session session = open().session();
        assertThat(session.isCsrfToken(Optional.of(session.csrfToken()))).isTrue();
        assertThat(session.isCsrfToken(Optional.of(open().session().csrfToken())))
                .isFalse();
        assertThat(session.isCsrfToken(Optional.of(""))).isFalse();
        assertThat(session.isCsrfToken(Optional.empty())).isFalse();
    }
}
