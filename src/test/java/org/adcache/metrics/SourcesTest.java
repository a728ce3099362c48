package org.adcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.account.AccountType;
import org.adcache.account.ReadableShare;
import org.adcache.api.StatusDocument.Expiring;
import org.adcache.budget.Budget;
import org.adcache.http.FakeControls;
import org.adcache.http.TestServer;
import org.adcache.sync.SyncMode;
import org.adcache.testing.People;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;

class SourcesTest {
    /** The time at first, and of what the fakes tell. */
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private final TestClock clock = new TestClock();
    private final FakeControls controls = new FakeControls();

    private static List<String> scrape(MetricsSource source) {
        try (ServiceMetrics metrics = new ServiceMetrics(List.of(source))) {
            return new String(metrics.get(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("adcache_") && !line.startsWith("adcache_jvm_"))
                    .toList();
        }
    }

    @Test
    void aConnectionThatWasNeverReadHasNoAge() {
        clock.advance(Duration.ofMinutes(2));
        List<String> lines = scrape(new SyncSource(controls, clock));
        assertThat(lines)
                .contains(
                        "adcache_sync_age_seconds{connection=\"corp\"} 120.0",
                        "adcache_sync_failing{connection=\"corp\"} 1.0",
                        "adcache_sync_failing{connection=\"branch\"} 0.0",
                        "adcache_sync_problem{connection=\"corp\",problem=\"ldap-timeout\"} 1.0",
                        "adcache_sync_held{connection=\"corp\"} 0.0",
                        "adcache_ignored_entries{connection=\"corp\",reason=\"no-address\"} 0.0")
                .noneMatch(line -> line.startsWith("adcache_sync_age_seconds{connection=\"branch\"")
                        || line.startsWith("adcache_ignored_entries{connection=\"branch\"")
                        || line.startsWith("adcache_sync_last_duration"));
    }

    @Test
    void showsTheLastCycleAndWhatCannotBeRead() {
        controls.request(People.CORP, SyncMode.AUTO);
        controls.unreadable = List.of(ReadableShare.of(AccountType.USER, "userAccountControl", 1, 4));
        assertThat(scrape(new SyncSource(controls, clock)))
                .contains(
                        "adcache_sync_last_duration_seconds{connection=\"corp\"} 4.0",
                        "adcache_unreadable_ratio{attribute=\"userAccountControl\",connection=\"corp\",type=\"user\"}"
                                + " 0.75");
    }

    @Test
    void theFirstCertificateOfAUseCounts() {
        List<Expiring> expiring = new ArrayList<>();
        for (int days : List.of(30, 20)) {
            expiring.add(new Expiring(
                    "trust", Optional.of("corp"), Optional.of("CN=Root " + days), AT.plus(Duration.ofDays(days))));
        }
        expiring.add(new Expiring("certificate", Optional.empty(), Optional.of("CN=gw1"), AT.minusSeconds(5)));
        assertThat(scrape(new DirectorySource(List::of, () -> expiring, clock)))
                .contains(
                        "adcache_certificate_remaining_seconds{connection=\"corp\",use=\"trust\"} 1728000.0",
                        "adcache_certificate_remaining_seconds{use=\"certificate\"} -5.0")
                .noneMatch(line -> line.contains("Root") || line.contains("gw1"));
    }

    @Test
    void showsWhatLimitsRefusedAndWhichCredentialsWereWrong() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.send(server.request("/v1/status", "adc_wrong"));
            Budget budget = new Budget("http.limits.bodies", 10);
            assertThat(budget.tryTake(11)).isFalse();
            assertThat(server.budgets
                            .largeBodies()
                            .tryTake(server.budgets.largeBodies().limit() / 2))
                    .isTrue();
            assertThat(scrape(new LimitSource(() -> List.of(budget), server.budgets, server.rates)))
                    .contains(
                            "adcache_limit_refusals_total{limit=\"http.limits.bodies\"} 1.0",
                            "adcache_limit_used_ratio{limit=\"http.limits.large-bodies\"} 0.5",
                            "adcache_sign_ins_refused_total{kind=\"certificate\",reason=\"unauthorized\"} 0.0",
                            "adcache_sign_ins_refused_total{kind=\"token\",reason=\"unauthorized\"} 1.0");
        }
    }
}
