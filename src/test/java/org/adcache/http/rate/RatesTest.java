package org.adcache.http.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.auth.ApiToken;
import org.adcache.auth.AuditLog;
import org.adcache.auth.CallerKind;
import org.adcache.auth.Credentials;
import org.adcache.auth.NotAdmittedException;
import org.adcache.auth.PageOrigin;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.auth.Scope;
import org.adcache.budget.Budget;
import org.adcache.http.BufferedResponse;
import org.adcache.http.HttpBudgets;
import org.adcache.http.HttpLimits;
import org.adcache.http.Json;
import org.adcache.http.problem.HttpProblem;
import org.adcache.testing.MemoryAudit;
import org.adcache.testing.TestClock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jetty.http.HttpField;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final Rate TWO = new Rate(2, Rate.Unit.SECOND);

    private final TestClock clock = new TestClock();
    private final MemoryAudit audit = new MemoryAudit();

    @Test
    void aPersonAsksTwentyTimesASecondOnAllConnections() {
        Rates rates = rates(RateLimits.DEFAULTS);
        ConnectionRates one = rates.connection();
        ConnectionRates other = rates.connection();
        for (int i = 0; i < 20; i++) {
            one.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.SUGGEST);
            other.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.SUGGEST);
        }
        assertRefused(() -> one.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.SUGGEST), "suggest", 1);
        assertRefused(() -> other.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.SUGGEST), "suggest", 1);
        one.admitted(person("ben@CORP.EXAMPLE.COM"), RequiredScope.SUGGEST);
        one.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.LOOKUP);
        clock.advance(Duration.ofMillis(50));
        one.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.SUGGEST);
    }

    @Test
    void aTokenAndAPersonOfTheSameNameAreTwo() {
        Rates rates = rates(new RateLimits(Optional.of(TWO), RateLimits.DEFAULTS.signIn(), none(), none()));
        ConnectionRates connection = rates.connection();
        for (int i = 0; i < 4; i++) {
            connection.admitted(person("0a1b2c3d"), RequiredScope.SUGGEST);
        }
        for (int i = 0; i < 4; i++) {
            connection.admitted(token("0a1b2c3d"), RequiredScope.SUGGEST);
        }
        assertRefused(() -> connection.admitted(token("0a1b2c3d"), RequiredScope.SUGGEST), "suggest", 1);
    }

    @Test
    void administratorsOfThisMachineAreNotLimited() {
        Rates rates = rates(
                new RateLimits(Optional.of(TWO), RateLimits.DEFAULTS.signIn(), Optional.of(TWO), Optional.of(TWO)));
        ConnectionRates connection = rates.connection();
        for (int i = 0; i < 100; i++) {
            connection.arrived(Optional.of(InetAddress.getLoopbackAddress()));
            connection.admitted(Principal.LOCAL, RequiredScope.SUGGEST);
        }
    }

    @Test
    void anAddressSendsSoManyOnAllConnectionsAndItsWholePrefixDoes() throws Exception {
        Rates rates = rates(new RateLimits(none(), RateLimits.DEFAULTS.signIn(), none(), Optional.of(TWO)));
        ConnectionRates connection = rates.connection();
        for (int i = 0; i < 4; i++) {
            connection.arrived(address("10.0.0.1"));
            rates.connection().arrived(address("2001:db8::" + i));
        }
        assertRefused(() -> connection.arrived(address("10.0.0.1")), "address", 1);
        assertRefused(() -> rates.connection().arrived(address("10.0.0.1")), "address", 1);
        assertRefused(() -> connection.arrived(address("2001:db8::9")), "address", 1);
        connection.arrived(address("2001:db8:0:1::9"));
        connection.arrived(address("10.0.0.2"));
        clock.advance(Duration.ofMillis(500));
        connection.arrived(address("10.0.0.1"));
    }

    @Test
    void whatIsExpensiveToCheckIsRefusedBeforeWhileTooManyHaveFailed() {
        Rates rates = rates(RateLimits.DEFAULTS);
        for (int i = 0; i < 10; i++) {
            rates.checkSignIn(address("10.0.0.1"));
            rates.signInFailed(address("10.0.0.1"), "session", "sso-replay");
        }
        assertRefused(() -> rates.checkSignIn(address("10.0.0.1")), "sign-in", 6);
        assertRefused(() -> rates.signInFailed(address("10.0.0.1"), "session", "sso-replay"), "sign-in", 6);
        rates.checkSignIn(address("10.0.0.2"));
        rates.checkSignIn(Optional.empty());
        clock.advance(Duration.ofSeconds(6));
        rates.checkSignIn(address("10.0.0.1"));
        assertThat(audit.lines).hasSize(10).first().asString().contains("\"sso-replay\"");
    }

    @Test
    void whatTheServiceCanNotCheckIsRecordedAndNotCounted() {
        Rates rates = rates(RateLimits.DEFAULTS);
        NotAdmittedException unavailable = NotAdmittedException.ofTicket(
                new Problem(ProblemType.SSO_UNAVAILABLE, "The keytab is missing.", "Export it."));
        for (int i = 0; i < 15; i++) {
            rates.checkSignIn(address("10.0.0.1"));
            assertThat(rates.denied(unavailable, from("10.0.0.1"))).isSameAs(unavailable);
        }
        assertThat(rates.refusedSignIns().values()).containsOnly(0L);
        assertThat(audit.lines)
                .hasSize(15)
                .first()
                .asString()
                .contains("\"kind\":\"ticket\"", "\"outcome\":\"sso-unavailable\"");
    }

    private static Credentials from(String address) {
        return new Credentials(Optional.empty(), Optional.empty(), List.of(), address(address), PageOrigin.NONE);
    }

    @Test
    void recordsHowManyAccountsEachPersonWasShown() {
        Rates rates = rates(RateLimits.DEFAULTS);
        for (int i = 0; i < 30; i++) {
            ConnectionRates connection = rates.connection();
            connection.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.SUGGEST);
            connection.answered(20);
            connection.admitted(token("0a1b2c3d"), RequiredScope.SUGGEST);
            connection.answered(20);
            connection.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.LOOKUP);
            connection.answered(0);
        }
        rates.report();
        assertThat(audit.lines).containsExactly(line("10:00:00Z", 600));
        rates.report();
        assertThat(audit.lines).hasSize(1);
        ConnectionRates connection = rates.connection();
        connection.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.SUGGEST);
        connection.answered(3);
        clock.advance(Duration.ofHours(1));
        rates.close();
        assertThat(audit.lines).containsExactly(line("10:00:00Z", 600), line("11:00:00Z", 3));
    }

    @Test
    void aWipeForgetsWhoAskedAndRecordsIt() {
        Rates rates = rates(RateLimits.DEFAULTS);
        ConnectionRates connection = rates.connection();
        connection.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.SUGGEST);
        connection.answered(7);
        rates.wiping();
        assertThat(audit.lines).containsExactly(line("10:00:00Z", 7));
        connection.admitted(person("anna@CORP.EXAMPLE.COM"), RequiredScope.SUGGEST);
        connection.answered(2);
        rates.report();
        assertThat(audit.lines).containsExactly(line("10:00:00Z", 7), line("10:00:00Z", 2));
    }

    private static String line(String time, int count) {
        return "{\"at\":\"2026-11-21T" + time + "\",\"who\":{\"kind\":\"session\",\"id\":\"anna@CORP.EXAMPLE.COM\"},"
                + "\"what\":\"suggest.drawn\",\"count\":" + count + ",\"outcome\":\"ok\"}\n";
    }

    private static void assertRefused(ThrowingCallable call, String key, int wait) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            assertThat(problem).hasMessageStartingWith("too-many-requests: ");
            assertThat(text(problem)).contains("Retry-After: " + wait + "\r\n", "http.limits." + key + " is the limit");
        });
    }

    private static String text(HttpProblem problem) {
        BufferedResponse response = problem.response(new Json(new Budget("answers", 1 << 20)));
        ByteBuffer text = ByteBuffer.allocate(response.maxLength());
        response.putTo(text, new HttpField("Date", "today"));
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    }

    private Rates rates(RateLimits limits) {
        return new Rates(
                limits,
                HttpBudgets.of(HttpLimits.DEFAULTS.with(limits)),
                new AuditLog(audit, clock),
                clock,
                () -> clock.instant().toEpochMilli() * 1_000_000,
                Runnable::run);
    }

    private Principal token(String id) {
        return Principal.of(
                new ApiToken(id, Optional.empty(), Set.of(Scope.SUGGEST), clock.instant(), Optional.empty()));
    }

    private static Principal person(String name) {
        return new Principal(
                CallerKind.SESSION, name, Optional.empty(), Set.of(Scope.SUGGEST), Set.of(), Optional.empty());
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<Rate> none() {
        return Optional.empty();
    }
}
