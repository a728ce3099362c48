package org.adcache.metrics;

import java.util.List;
import java.util.function.Supplier;
import org.adcache.budget.Budget;
import org.adcache.budget.BudgetReading;
import org.adcache.http.HttpBudgets;
import org.adcache.http.rate.Rates;

/** Limits that were hit, by their key in the configuration, and sign-ins that were refused. */
public final class LimitSource implements MetricsSource {
    private final Supplier<List<Budget>> budgets;
    private final HttpBudgets http;
    private final Rates rates;

    /**
     * Shows these limits.
     *
     * @param budgets those of all parts
     * @param http those of which something is in use at times
     */
    public LimitSource(Supplier<List<Budget>> budgets, HttpBudgets http, Rates rates) {
        this.budgets = budgets;
        this.http = http;
        this.rates = rates;
    }

    @Override
    public void collect(MetricFamilies families) {
        MetricFamilies.Values refusals =
                families.counter("limit_refusals", "What a limit refused, by its key in the configuration.");
        for (Budget budget : budgets.get()) {
            BudgetReading reading = budget.reading();
            refusals.add(reading.refused(), "limit", reading.key());
        }
        MetricFamilies.Values used = families.gauge("limit_used_ratio", "Share of a limit that is in use.");
        for (Budget budget : http.occupied()) {
            BudgetReading reading = budget.reading();
            used.add((double) reading.inUse() / reading.limit(), "limit", reading.key());
        }
        MetricFamilies.Values signIns = families.counter(
                "sign_ins_refused", "Credentials that were refused, by kind of the credential and problem type.");
        rates.refusedSignIns()
                .forEach((alike, count) -> signIns.add(count, "kind", alike.kind(), "reason", alike.reason()));
    }
}
