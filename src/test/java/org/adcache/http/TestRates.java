package org.adcache.http;

import java.time.Clock;
import org.adcache.auth.AuditLog;
import org.adcache.http.rate.RateLimits;
import org.adcache.http.rate.Rates;
import org.adcache.testing.MemoryAudit;

/** The default rates. */
final class TestRates {
    private TestRates() {}

    static Rates of(HttpBudgets budgets) {
        Clock clock = Clock.systemUTC();
        AuditLog audit = new AuditLog(new MemoryAudit(), clock);
        return new Rates(RateLimits.DEFAULTS, budgets, audit, clock, System::nanoTime, Runnable::run);
    }
}
