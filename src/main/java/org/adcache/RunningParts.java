package org.adcache;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.adcache.budget.Budget;
import org.adcache.config.AdcacheConfig;
import org.adcache.connection.ConnectionConfig;
import org.adcache.connection.Connections;
import org.adcache.directory.EntryLimits;
import org.adcache.http.HttpBudgets;
import org.adcache.http.HttpConfig;
import org.adcache.http.telemetry.AccessLog;
import org.adcache.integration.Integration;
import org.adcache.integration.KerberosTickets;
import org.adcache.lookup.LookupConfig;
import org.adcache.lookup.LookupService;
import org.adcache.lookup.ServingListener;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.sync.SyncService;
import org.adcache.sync.Timer;

/** The parts of the running service that a reload of the configuration changes. */
record RunningParts(
        Store store,
        LookupService lookup,
        ServingListener serving,
        Connections connections,
        KerberosTickets tickets,
        SyncService sync,
        Integration integration,
        HttpBudgets budgets,
        Authentication authentication,
        AccessLog accessLog,
        Timer timer,
        Executor workers) {
    /** A configuration without connections, with the bounds on entries of those that run. */
    AdcacheConfig alone() {
        EntryLimits limits = connections.all().stream()
                .findFirst()
                .map(connection -> connection.limits())
                .orElseGet(EntryLimits::defaults);
        return new AdcacheConfig(
                new StoreConfig(Path.of(""), Optional.empty()),
                new LookupConfig(Duration.ofDays(1), Optional.empty(), Map.of()),
                new HttpConfig("127.0.0.1", 0, Optional.empty()),
                List.of(),
                limits,
                Map.of(),
                List.of());
    }

    /** A configuration whose connections share the limits of those that run, with their counts, if they are equal. */
    AdcacheConfig sharingLimits(AdcacheConfig read) {
        Optional<EntryLimits> known = connections.all().stream().findFirst().map(connection -> connection.limits());
        if (known.isEmpty()) {
            return read;
        }
        List<ConnectionConfig> sharing = read.connections().stream()
                .map(connection -> connection.directory().limits().equals(known.get())
                        ? new ConnectionConfig(connection.directory().with(known.get()), connection.sync())
                        : connection)
                .toList();
        return new AdcacheConfig(
                read.store(),
                read.lookup(),
                read.http(),
                sharing,
                known.get().equals(read.entries()) ? known.get() : read.entries(),
                read.declarations(),
                read.warnings());
    }

    /** The budgets of HTTP, of questions, and of directory entries, which all connections share. */
    List<Budget> allBudgets() {
        Stream<Budget> entries =
                connections.all().stream().flatMap(connection -> connection.limits().budgets().stream());
        return Stream.of(budgets.all().stream(), lookup.budgets().all().stream(), entries)
                .flatMap(part -> part)
                .distinct()
                .toList();
    }
}
