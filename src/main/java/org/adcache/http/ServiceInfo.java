package org.adcache.http;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.adcache.account.Problem;
import org.adcache.api.StatusDocument;
import org.adcache.api.configuration.InventoryDocument;
import org.adcache.budget.Budget;

/**
 * Service-wide facts for the status, evaluated on each request.
 *
 * @param version of this program
 * @param clock the moment at which accounts are expired or not
 * @param bytesOnDisk size of the cache
 * @param damage damage found at the start and not repaired yet
 * @param budgets those of all parts
 * @param startedAt when the process was started
 * @param expiring what ends by itself, the earliest first
 * @param inventory what is stored with the present configuration
 * @param metrics the present metrics in Prometheus' text format
 * @param configuration the present configuration as a JSON object, without anything that names a person or is secret
 */
public record ServiceInfo(
        String version,
        Clock clock,
        LongSupplier bytesOnDisk,
        Supplier<List<Problem>> damage,
        Supplier<List<Budget>> budgets,
        Instant startedAt,
        Supplier<List<StatusDocument.Expiring>> expiring,
        Supplier<byte[]> metrics,
        Supplier<InventoryDocument> inventory,
        Supplier<String> configuration) {}
