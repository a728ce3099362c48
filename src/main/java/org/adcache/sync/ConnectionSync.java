package org.adcache.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.adcache.account.Epoch;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.account.ReadableShare;
import org.adcache.store.AccountCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.Store;
import org.adcache.sync.accounts.KnownMembers;
import org.adcache.sync.accounts.RecentChanges;
import org.adcache.sync.schedule.Recurrence;
import org.adcache.sync.schedule.Schedule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State machine of one connection's cycles, which run one at a time: the running, the queued and the held one, and the
 * time of the next.
 */
final class ConnectionSync {
    private static final Logger log = LoggerFactory.getLogger(ConnectionSync.class);
    private static final Problem SWITCHED_OFF =
            new Problem(ProblemType.INTEGRATION_DISABLED, "The integration was switched off.", "Switch it on again.");
    private static final Problem RECONFIGURED = new Problem(
            ProblemType.CONNECTION_CHANGED,
            "The configuration of the connection was changed.",
            "None is needed: a cycle with the new one begins at once, unless the connection was removed.");

    private volatile SyncConnection connection;
    private final Store store;
    private final CachedAccounts accounts;
    private final MovedAccounts.Listener movedAccounts;
    private final Set<ObjectGuid> suspects = new HashSet<>();
    private final RecentChanges recent = new RecentChanges();
    private KnownMembers members = new KnownMembers();
    private final RunLog runLog;
    private final Timer timer;
    private final Executor executor;
    private final Clock clock;
    private Schedule schedule;
    private final IgnoredEntries ignored;
    private Set<String> warnedOf = Set.of();

    private @Nullable Epoch epoch;
    private @Nullable RunProgress running;
    private @Nullable RunProgress waiting;
    private @Nullable SyncCycle cycle;
    private @Nullable HeldCommit held;
    private Timer.@Nullable Cancellation alarm;
    private @Nullable Instant nextRun;
    private @Nullable Instant lastSuccess;
    private @Nullable Instant lastRead;
    private Problem ending = SWITCHED_OFF;
    private @Nullable ServerReport server;
    private ConnectionStatus.@Nullable Failure failure;
    private int failures;

    ConnectionSync(
            SyncConnection connection,
            Store store,
            CachedAccounts accounts,
            MovedAccounts.Listener movedAccounts,
            RunLog runLog,
            Timer timer,
            Executor executor,
            Clock clock,
            RandomGenerator random) {
        this.connection = connection;
        this.store = store;
        this.accounts = accounts;
        this.movedAccounts = movedAccounts;
        this.runLog = runLog;
        this.timer = timer;
        this.executor = executor;
        this.clock = clock;
        this.ignored = new IgnoredEntries(connection.id());
        this.schedule = new Schedule(connection.config().cycles(), clock.getZone(), random);
    }

    SyncConfig config() {
        return connection.config();
    }

    synchronized void start(Epoch newEpoch) {
        epoch = newEpoch;
        lastSuccess = cached().map(ConnectionState::asOf).orElse(null);
        lastRead = lastSuccess == null || copyIsWrong() ? null : lastSuccess;
        awaitNextAfterRead();
    }

    private void awaitNextAfterRead() {
        if (lastRead == null) {
            wakeIn(Duration.ZERO);
        } else {
            awaitNext(lastRead);
        }
    }

    /** What replaces damaged data, or that of another configuration, is read at once, not when it becomes old. */
    private boolean copyIsWrong() {
        return store.damage().isPresent() || Reconfiguration.isDue(connection, cached());
    }

    /**
     * Ends the schedule and clears the status at once; no cycle starts until {@link #start}.
     *
     * @return the rest, which may take a while: cancels the running cycle and drops the held draft
     */
    synchronized Runnable detach() {
        return detach(SWITCHED_OFF);
    }

    /** Ends it like {@link #detach()}, for good: its connection was removed, or is read differently. */
    synchronized Runnable retire() {
        return detach(RECONFIGURED);
    }

    private Runnable detach(Problem why) {
        epoch = null;
        ending = why;
        if (waiting != null) {
            waiting.finish(clock.instant(), SyncRun.Outcome.FAILED, Optional.of(why));
        }
        waiting = null;
        cancelAlarm();
        suspects.clear();
        recent.clear();
        // A new one: the cycle that is being cancelled may still write to the other.
        members = new KnownMembers();
        ignored.clear();
        failure = null;
        failures = 0;
        lastSuccess = null;
        lastRead = null;
        Optional<SyncCycle> cancelled = Optional.ofNullable(cycle);
        Optional<HeldCommit> dropped = Optional.ofNullable(held);
        held = null;
        return () -> {
            cancelled.ifPresent(running -> running.cancel(why));
            dropped.ifPresent(HeldCommit::close);
        };
    }

    /** Starts like {@link #start}, and reads everything at once. */
    synchronized void startReading(Epoch newEpoch) {
        start(newEpoch);
        launch(newRun(cached().isPresent() ? SyncMode.FULL : SyncMode.AUTO));
    }

    /** Takes another schedule, and other limits from the next cycle on. */
    synchronized void reschedule(SyncConnection next) {
        connection = next;
        schedule = new Schedule(next.config().cycles(), clock.getZone(), schedule.random());
        if (epoch != null && running == null) {
            if (failures > 0) {
                retry();
            } else {
                awaitNextAfterRead();
            }
        }
    }

    /** Waits for the end of the running cycle. */
    synchronized void awaitIdle(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            for (long left = timeout.toMillis(); running != null && left > 0; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests a run. If one is running, that is returned, and one that reads more than changes is queued after it. */
    synchronized SyncRun request(SyncMode mode) {
        if (epoch == null) {
            throw new IllegalStateException("the integration is off");
        }
        if (running == null) {
            return launch(newRun(mode)).snapshot();
        }
        if (mode != SyncMode.AUTO && (waiting == null || waiting.mode().compareTo(mode) < 0)) {
            waiting = newRun(mode);
        }
        return running.snapshot();
    }

    /** Reads these accounts again at once: another connection has them now, so they may be gone here. */
    synchronized void reread(Set<ObjectGuid> accountsElsewhere) {
        if (epoch == null) {
            return;
        }
        suspects.addAll(accountsElsewhere);
        if (running == null) {
            launch(newRun(SyncMode.AUTO));
        } else if (waiting == null) {
            waiting = newRun(SyncMode.AUTO);
        }
    }

    /** Applies or drops the held draft. A commit takes a while, so it holds no lock. */
    Optional<HeldDraft> decide(boolean apply) throws ProblemException {
        HeldCommit decided;
        synchronized (this) {
            decided = held;
            held = null;
        }
        if (decided == null) {
            return Optional.empty();
        }
        if (apply) {
            apply(decided);
        }
        decided.close();
        log.info("{}: the held result is {}", connection.id(), apply ? "applied" : "dropped");
        return Optional.of(decided.summary());
    }

    private void apply(HeldCommit decided) throws ProblemException {
        try {
            decided.apply();
            applied(decided);
        } catch (ProblemException e) {
            keepUnlessReplaced(decided);
            throw e;
        }
    }

    private void applied(HeldCommit decided) {
        synchronized (this) {
            if (epoch == null) {
                return;
            }
            lastSuccess = decided.point().asOf();
            recent.note(decided.server(), decided.altered(), clock.instant());
        }
        decided.moved().forEach(movedAccounts::moved);
    }

    private synchronized void keepUnlessReplaced(HeldCommit decided) {
        if (held == null && epoch != null) {
            held = decided;
        } else {
            decided.close();
        }
    }

    synchronized ConnectionStatus status() {
        return new ConnectionStatus(
                connection.id(),
                connection.domain(),
                Optional.ofNullable(server),
                Optional.ofNullable(lastSuccess),
                epoch == null
                        ? Optional.empty()
                        : cached().map(state -> state.point().reconciledAt()),
                Optional.ofNullable(failure),
                Optional.ofNullable(nextRun),
                Optional.ofNullable(held).map(HeldCommit::summary),
                epoch == null ? Optional.empty() : cached().map(ConnectionSync::accounts),
                ignored.counts(),
                epoch == null ? List.of() : unreadable());
    }

    private static ConnectionStatus.Accounts accounts(ConnectionState state) {
        AccountCounts counts = state.counts();
        return new ConnectionStatus.Accounts(counts.users(), counts.contacts(), counts.groups());
    }

    /** The attributes that every account of a type has, and that can't be read of all. */
    private List<ReadableShare> unreadable() {
        return cached().map(state -> state.attributes().unreadable(state.counts()))
                .orElse(List.of());
    }

    /** Warns once, and again when others can't be read: what depends on them is missing from all answers. */
    private void warnOfUnreadable() {
        List<ReadableShare> unreadable = unreadable();
        Set<String> attributes = unreadable.stream()
                .map(share -> share.type() + " " + share.attribute())
                .collect(Collectors.toSet());
        boolean known = attributes.equals(warnedOf);
        warnedOf = attributes;
        if (known) {
            return;
        }
        if (unreadable.isEmpty()) {
            log.info("{}: the service account can read all attributes now", connection.id());
        } else {
            log.warn(
                    "{}: the service account can read {} only; \"adcache doctor\" says what follows and what to grant",
                    connection.id(),
                    unreadable.stream().map(ReadableShare::toString).collect(Collectors.joining(", ")));
        }
    }

    /** The ignored entries and values. */
    List<IgnoredItem> ignored() {
        return ignored.items();
    }

    private RunProgress newRun(SyncMode mode) {
        RunProgress progress = new RunProgress(UUID.randomUUID().toString(), connection.id(), mode, clock);
        runLog.add(progress);
        return progress;
    }

    private synchronized void wake() {
        if (epoch != null && running == null) {
            launch(newRun(SyncMode.AUTO));
        }
    }

    private RunProgress launch(RunProgress progress) {
        Epoch current = epoch;
        if (current == null) {
            throw new IllegalStateException("the integration is off");
        }
        cancelAlarm();
        running = progress;
        progress.start();
        SyncCycle next =
                new SyncCycle(connection, store, accounts, suspects, recent, members, current, progress, clock);
        cycle = next;
        Duration timeout = connection.config().timeout();
        Timer.Cancellation watchdog = timer.after(timeout.plusSeconds(1), () -> next.cancel(overdue(timeout)));
        try {
            executor.execute(() -> execute(progress, next, current, watchdog));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            log.error("cycle of {} could not begin", connection.id(), e);
            watchdog.cancel();
            failed(progress, current, unexpected(e));
        }
        return progress;
    }

    private void execute(RunProgress progress, SyncCycle current, Epoch began, Timer.Cancellation watchdog) {
        try {
            SyncCycle.Result result = current.execute();
            ended(progress, began, result);
            if (result.held().isEmpty()) {
                // Without a lock: the other connection may be here at the same time.
                result.moved().forEach(movedAccounts::moved);
            }
        } catch (ProblemException e) {
            log.debug("cycle of {} failed", connection.id(), e);
            failed(progress, began, e.problem());
        } catch (RuntimeException | Error e) {
            log.error("cycle of {} failed unexpectedly", connection.id(), e);
            failed(progress, began, unexpected(e));
            if (e instanceof Error) {
                throw e;
            }
        } finally {
            watchdog.cancel();
        }
    }

    private synchronized void ended(RunProgress progress, Epoch began, SyncCycle.Result result) {
        server = result.server();
        if (!began.equals(epoch)) {
            result.held().ifPresent(HeldCommit::close);
            overtaken(progress, ending);
            return;
        }
        lastRead = progress.startedAt();
        Optional<HeldDraft> before = Optional.ofNullable(held).map(HeldCommit::summary);
        dropHeld();
        if (result.held().isEmpty()) {
            suspects.removeAll(result.suspects());
            recent.note(result.server().server(), result.altered(), progress.startedAt());
        }
        ignored.update(result.ignored());
        if (result.held().isPresent()) {
            HeldCommit kept = result.held().get();
            held = kept;
            answered();
            progress.finish(
                    clock.instant(),
                    SyncRun.Outcome.HELD,
                    Optional.of(kept.summary().problem()));
            if (before.filter(draft ->
                            draft.problem().type() == kept.summary().problem().type())
                    .isEmpty()) {
                logProblem("result held", kept.summary().problem());
            }
        } else {
            progress.finish(clock.instant(), SyncRun.Outcome.OK, Optional.empty());
            before.ifPresent(draft -> log.info("{}: the held result is replaced by a sound one", connection.id()));
            succeeded(progress.startedAt());
            warnOfUnreadable();
            logSuccess(progress.snapshot());
        }
        proceed(() -> awaitNext(progress.startedAt()));
    }

    private synchronized void failed(RunProgress progress, Epoch began, Problem problem) {
        if (!began.equals(epoch)) {
            overtaken(progress, problem);
            return;
        }
        progress.finish(clock.instant(), SyncRun.Outcome.FAILED, Optional.of(problem));
        if (failure == null || !failure.problem().type().equals(problem.type())) {
            logProblem("sync fails", problem);
        }
        failure = new ConnectionStatus.Failure(failure == null ? clock.instant() : failure.at(), problem);
        failures++;
        proceed(this::retry);
    }

    /** Tries again soon. If cycles run on request only, that is left to the next request, unless nothing is served. */
    private void retry() {
        if (schedule.recurrence() instanceof Recurrence.OnRequest && cached().isPresent() && !copyIsWrong()) {
            cancelAlarm();
        } else {
            wakeIn(schedule.afterFailure(failures));
        }
    }

    /**
     * Ends a run whose epoch ended meanwhile. If the next epoch has started, its first cycle was waiting for this one.
     */
    private void overtaken(RunProgress progress, Problem problem) {
        progress.finish(clock.instant(), SyncRun.Outcome.FAILED, Optional.of(problem));
        if (epoch == null) {
            idle();
        } else {
            proceed(() -> wakeIn(Duration.ZERO));
        }
    }

    private void succeeded(Instant asOf) {
        lastSuccess = asOf;
        answered();
    }

    private static void logSuccess(SyncRun run) {
        log.atInfo()
                .addKeyValue("connection", run.connection())
                .addKeyValue("read", run.read())
                .addKeyValue("added", run.added())
                .addKeyValue("changed", run.changed())
                .addKeyValue("removed", run.removed())
                .log(
                        "{}: sync done, {} read, {} added, {} changed, {} removed",
                        run.connection(),
                        run.read(),
                        run.added(),
                        run.changed(),
                        run.removed());
    }

    private void logProblem(String event, Problem problem) {
        log.atWarn()
                .addKeyValue("connection", connection.id())
                .addKeyValue("problem", problem.type().code())
                .log("{}: {}: {}", connection.id(), event, problem);
    }

    /** Clears the failure: the directory was read to its end, even if the result is held. */
    private void answered() {
        if (failure != null) {
            log.info("{}: sync works again", connection.id());
        }
        failure = null;
        failures = 0;
    }

    private void proceed(Runnable schedulesNext) {
        idle();
        RunProgress next = waiting;
        waiting = null;
        if (next == null) {
            schedulesNext.run();
        } else {
            launch(next);
        }
    }

    private void idle() {
        running = null;
        cycle = null;
        notifyAll();
    }

    private void wakeIn(Duration delay) {
        cancelAlarm();
        nextRun = clock.instant().plus(delay);
        alarm = timer.after(delay, this::wake);
    }

    /** Waits for the next cycle after one that started at this time, if any. */
    private void awaitNext(Instant startedAt) {
        cancelAlarm();
        Instant now = clock.instant();
        Instant reference = schedule.reference(startedAt, now);
        schedule.afterSuccess(reference, now).ifPresent(delay -> {
            nextRun = now.plus(delay);
            alarm = timer.after(schedule.firstWait(delay), () -> look(reference));
        });
    }

    private synchronized void look(Instant startedAt) {
        if (epoch == null || running != null) {
            return;
        }
        if (schedule.isDue(startedAt, clock.instant())) {
            launch(newRun(SyncMode.AUTO));
        } else {
            awaitNext(startedAt);
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = null;
        nextRun = null;
    }

    private void dropHeld() {
        if (held != null) {
            held.close();
        }
        held = null;
    }

    private Optional<ConnectionState> cached() {
        return Optional.ofNullable(store.current().connections().get(connection.id()));
    }

    private Problem overdue(Duration timeout) {
        return new Problem(
                ProblemType.SYNC_TIMEOUT,
                "The cycle took longer than its timeout of " + timeout.toSeconds() + " s.",
                "Check the load of the domain controller and the network, or raise sync.timeout.");
    }

    private static Problem unexpected(Throwable cause) {
        return new Problem(
                ProblemType.INTERNAL_ERROR,
                "adcache failed unexpectedly (" + cause.getClass().getSimpleName() + ").",
                "The log has the details; please report them.");
    }
}
