package org.adcache.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.store.Store;
import org.adcache.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scheduler of the cycles of all connections: periodic and on demand, one at a time for each connection. */
public final class SyncService implements SyncControl, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SyncService.class);
    private static final Duration MERGE_EVERY = Duration.ofMinutes(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private volatile Map<ConnectionId, ConnectionSync> connections = Map.of();
    private final RunLog runLog = new RunLog();
    private final Store store;
    private final CachedAccounts accounts;
    private final Clock clock;
    private final RandomGenerator random;
    private final Timer timer;
    private final Executor executor;

    /**
     * Creates the service; cycles run after {@link #start}.
     *
     * @param executor runs each connection's cycles on a thread of its own
     */
    public SyncService(
            List<SyncConnection> connections,
            Store store,
            CachedAccounts accounts,
            Timer timer,
            Executor executor,
            Clock clock,
            RandomGenerator random) {
        this.store = store;
        this.timer = timer;
        this.executor = executor;
        this.accounts = accounts;
        this.clock = clock;
        this.random = random;
        Map<ConnectionId, ConnectionSync> created = new LinkedHashMap<>();
        connections.forEach(connection -> created.put(connection.id(), create(connection)));
        this.connections = Collections.unmodifiableMap(created);
        mergeLater();
    }

    private ConnectionSync create(SyncConnection connection) {
        return new ConnectionSync(connection, store, accounts, this::moved, runLog, timer, executor, clock, random);
    }

    /**
     * Ends the cycles of some connections for good, before {@link #arrange} replaces or omits them. Returns at once,
     * like {@link #cancel}.
     *
     * @return waits for the end of these cycles, for this time at most
     */
    public Consumer<Duration> retire(Set<ConnectionId> some) {
        Map<ConnectionId, ConnectionSync> before = connections;
        List<ConnectionSync> retired =
                some.stream().map(before::get).filter(Objects::nonNull).toList();
        retired.stream().map(ConnectionSync::retire).toList().forEach(this::inBackground);
        return timeout -> awaitIdle(retired, timeout);
    }

    /**
     * Takes these connections in place of those before. Those that were not {@link #retire retired} continue, with
     * their new schedule; of all others everything is read at once.
     *
     * @param next all connections, in configured order
     * @param retired those to start afresh
     * @param epoch of the cycles; empty while the integration is off
     */
    public void arrange(List<SyncConnection> next, Set<ConnectionId> retired, Optional<Epoch> epoch) {
        Map<ConnectionId, ConnectionSync> before = connections;
        Map<ConnectionId, ConnectionSync> after = new LinkedHashMap<>();
        List<ConnectionSync> fresh = new ArrayList<>();
        for (SyncConnection connection : next) {
            ConnectionSync known = retired.contains(connection.id()) ? null : before.get(connection.id());
            if (known == null) {
                known = create(connection);
                fresh.add(known);
            } else if (!known.config().equals(connection.config())) {
                known.reschedule(connection);
            }
            after.put(connection.id(), known);
        }
        connections = Collections.unmodifiableMap(after);
        epoch.ifPresent(now -> fresh.forEach(connection -> connection.startReading(now)));
    }

    /** Starts the schedules of all connections in this epoch. */
    public void start(Epoch epoch) {
        connections.values().forEach(connection -> connection.start(epoch));
    }

    /**
     * Cancels all cycles, drops held drafts and closes the connections to the directory. Returns at once; what a slow
     * directory may delay continues in the background.
     *
     * @return waits for the end of the cycles, for this time at most
     */
    public Consumer<Duration> cancel() {
        List<ConnectionSync> all = List.copyOf(connections.values());
        all.stream().map(ConnectionSync::detach).toList().forEach(this::inBackground);
        return timeout -> awaitIdle(all, timeout);
    }

    private static void awaitIdle(List<ConnectionSync> some, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        some.forEach(connection -> connection.awaitIdle(Duration.ofNanos(end - System.nanoTime())));
    }

    private void inBackground(Runnable cancellation) {
        try {
            executor.execute(cancellation);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            log.warn("a cycle could not be cancelled and ends by itself", e);
        }
    }

    /** Cancels all cycles, as {@link #cancel}, and waits for their end. */
    public void stop() {
        cancel().accept(TIMEOUT);
    }

    @Override
    public List<ConnectionId> connections() {
        return List.copyOf(connections.keySet());
    }

    @Override
    public SyncRun request(ConnectionId connection, SyncMode mode) {
        return of(connection).request(mode);
    }

    @Override
    public List<SyncRun> runs() {
        return runLog.snapshot();
    }

    @Override
    public List<RunTotals> totals() {
        return runLog.totals();
    }

    @Override
    public List<ConnectionStatus> status() {
        return connections.values().stream().map(ConnectionSync::status).toList();
    }

    @Override
    public List<IgnoredItem> ignored() {
        return connections.values().stream()
                .flatMap(connection -> connection.ignored().stream())
                .sorted(Comparator.comparing(IgnoredItem::id))
                .toList();
    }

    @Override
    public Optional<HeldDraft> decide(ConnectionId connection, boolean apply) throws ProblemException {
        return of(connection).decide(apply);
    }

    private void moved(ConnectionId from, Set<ObjectGuid> accounts) {
        ConnectionSync connection = connections.get(from);
        if (connection != null) {
            connection.reread(accounts);
        }
    }

    private ConnectionSync of(ConnectionId id) {
        ConnectionSync connection = connections.get(id);
        if (connection == null) {
            throw new IllegalArgumentException("there is no connection " + id);
        }
        return connection;
    }

    private void mergeLater() {
        timer.after(MERGE_EVERY, () -> {
            mergeLater();
            executor.execute(this::merge);
        });
    }

    private void merge() {
        try {
            store.mergeDue();
        } catch (StoreException e) {
            log.warn("merging segments failed: {}", e.problem());
        } catch (RuntimeException e) {
            log.error("merging segments failed unexpectedly", e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
