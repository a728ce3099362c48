package org.adcache.http;

import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.adcache.account.Problem;
import org.adcache.budget.Budget;

/**
 * Service-wide facts for the status, evaluated on each request.
 *
 * @param version of this program
 * @param clock the moment at which accounts are expired or not
 * @param bytesOnDisk size of the cache
 * @param damage damage found at the start and not repaired yet
 * @param budgets those of all parts
 */
public record ServiceInfo(
        String version, Clock clock, LongSupplier bytesOnDisk, Supplier<List<Problem>> damage, List<Budget> budgets) {
    public ServiceInfo {
        budgets = List.copyOf(budgets);
    }
}
