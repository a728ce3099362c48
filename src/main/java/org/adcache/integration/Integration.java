package org.adcache.integration;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.adcache.account.Epoch;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.ServingListener;
import org.adcache.store.ConnectionState;
import org.adcache.store.Store;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.sync.SyncService;
import org.adcache.sync.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On/off switch of the integration. Thread-safe; changes are serialized. */
public final class Integration implements IntegrationSwitch, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Integration.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final IntegrationFile file;
    private final Store store;
    private final Lookup lookup;
    private final SyncService sync;
    private final Tickets tickets;
    private final Timer timer;
    private final Executor executor;
    private final Clock clock;
    private final Wipe wipe;
    private final List<WipeListener> listeners = new CopyOnWriteArrayList<>();
    private volatile IntegrationState state;
    private volatile boolean undecided;
    private Timer.@Nullable Cancellation retry;
    private boolean syncing;
    private boolean closed;

    /**
     * Creates the switch without changing anything.
     *
     * @param loaded the content of the file; the store was opened with its epoch
     * @param executor repeats a wipe that is unfinished, and serves data kept while the state was damaged
     */
    public Integration(
            IntegrationFile file,
            IntegrationFile.Loaded loaded,
            Store store,
            Lookup lookup,
            SyncService sync,
            Tickets tickets,
            Timer timer,
            Executor executor,
            Clock clock) {
        this.file = file;
        this.state = loaded.state();
        this.undecided = loaded.damage().isPresent();
        this.store = store;
        this.lookup = lookup;
        this.sync = sync;
        this.tickets = tickets;
        this.timer = timer;
        this.executor = executor;
        this.clock = clock;
        this.wipe = new Wipe(file, store, lookup, sync, tickets, clock);
    }

    /**
     * Restores the saved state: serves what is on disk, or stays off and finishes a wipe that a crash interrupted. No
     * directory is contacted before {@link #startSync()}.
     *
     * <p>A cache that can't be read isn't served, which is logged. A wipe that can't be finished stays pending. While the
     * saved state is damaged, nothing is served and nothing is saved.
     */
    public synchronized void restore() {
        if (!state.enabled()) {
            lookup.off(state.epoch(), store.current().generation());
        }
        if (state.enabled()) {
            new ServingListener(store, lookup).restore();
        } else if (state.wiping() && !undecided) {
            wipe();
        }
        if (!state.wiping() && !undecided && !store.pending().isEmpty()) {
            deleteFiles();
        }
    }

    /**
     * Starts synchronisation, if the integration is on and it isn't running yet. If Kerberos can't be prepared, what is
     * cached is served all the same; the cycles try again, and fail with the reason.
     */
    public synchronized void startSync() {
        if (state.enabled() && !syncing) {
            try {
                tickets.prepare();
            } catch (ProblemException e) {
                log.error("{}", e.problem());
                tickets.prepareLater();
            }
            startCycles();
        }
    }

    /** Notifies a listener of each wipe from now on. */
    public void listen(WipeListener listener) {
        listeners.add(listener);
    }

    @Override
    public void receiptSent() {
        listeners.forEach(WipeListener::receiptSent);
    }

    /**
     * Changes parts that the switch concerns, while it isn't thrown.
     *
     * @param change gets the epoch of the cycles; none if they don't run
     */
    public synchronized void rearrange(Consumer<Optional<Epoch>> change) {
        change.accept(syncing ? Optional.of(state.epoch()) : Optional.empty());
    }

    private void startCycles() {
        sync.start(state.epoch());
        syncing = true;
    }

    @Override
    public IntegrationState state() {
        return state;
    }

    /** Whether only an administrator can say if the integration is on or off, because its saved state is damaged. */
    boolean undecided() {
        return undecided;
    }

    @Override
    public synchronized IntegrationState enable() throws ProblemException {
        if (state.enabled()) {
            return state;
        }
        if (state.wiping()) {
            wipe();
            requireWiped();
        }
        tickets.prepare();
        IntegrationState on = state.on(clock.instant(), store.current().generation());
        save(on);
        state = on;
        undecided = false;
        serveKeptData();
        startCycles();
        log.info("integration enabled");
        return on;
    }

    /** Files that can't be read without their keys may remain, keys and an epoch that has not ended may not. */
    private void requireWiped() throws ProblemException {
        boolean keysDestroyed = state.lastWipe()
                .filter(receipt -> receipt.destroyed(WipeStep.KEYS))
                .isPresent();
        if (!keysDestroyed || !store.current().epoch().equals(state.epoch())) {
            WipeReceipt.Pending first = state.pending().get(0);
            throw new ProblemException(new Problem(
                    ProblemType.WIPE_INCOMPLETE,
                    "The integration can't be switched on before its last wipe is finished. " + first.detail(),
                    first.remedy()));
        }
    }

    private void save(IntegrationState on) throws StoreException {
        try {
            file.save(on);
        } catch (StoreException e) {
            try {
                file.save(state);
            } catch (StoreException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Building an index takes seconds, and a disable must not wait for it. */
    private void serveKeptData() throws StoreException {
        StoreView kept = store.current();
        if (kept.connections().isEmpty()) {
            lookup.serve(kept);
        } else {
            executor.execute(store::announce);
        }
    }

    @Override
    public IntegrationState disable() {
        IntegrationState before = state;
        if (before.enabled()) {
            lookup.off(before.epoch().next());
        }
        return disableAlone();
    }

    private synchronized IntegrationState disableAlone() {
        if (state.enabled() || undecided) {
            StoreView last = store.current();
            int accounts = last.connections().values().stream()
                    .map(ConnectionState::counts)
                    .mapToInt(counts -> counts.total())
                    .sum();
            state = state.wipeStarted(clock.instant(), last.generation(), accounts);
            undecided = false;
        }
        if (state.wiping()) {
            announceWipe();
            wipe();
            tell();
        }
        return state;
    }

    private void wipe() {
        boolean first = state.lastWipe()
                .filter(receipt -> !receipt.destroyed().isEmpty())
                .isEmpty();
        state = wipe.run(state);
        syncing = false;
        WipeReceipt receipt = state.lastWipe().orElseThrow();
        if (state.wiping()) {
            retryLater();
            if (first) {
                log.error(
                        "integration disabled, but the wipe is unfinished: {}",
                        receipt.pending().stream()
                                .map(WipeReceipt.Pending::detail)
                                .collect(Collectors.joining(" ")));
            }
        } else {
            log.info("integration disabled, {} accounts and {} files wiped", receipt.accounts(), receipt.files());
        }
    }

    private void deleteFiles() {
        state = wipe.deleteFiles(state);
        if (!state.pending().isEmpty()) {
            retryLater();
        }
    }

    private void retryLater() {
        if (retry != null) {
            retry.cancel();
        }
        retry = timer.after(RETRY, () -> executor.execute(this::finish));
    }

    private synchronized void finish() {
        retry = null;
        if (closed) {
            return;
        }
        if (state.wiping()) {
            announceWipe();
            wipe();
            if (!state.wiping()) {
                tell();
            }
        } else if (!state.pending().isEmpty()) {
            deleteFiles();
        }
    }

    /** Nothing that a listener does stops the wipe, not even if no thread can be created. */
    private void announceWipe() {
        for (WipeListener listener : listeners) {
            try {
                listener.wiping();
            } catch (RuntimeException | OutOfMemoryError e) {
                log.error("a listener for wipes failed", e);
            }
        }
    }

    private void tell() {
        state.lastWipe().ifPresent(receipt -> listeners.forEach(listener -> tell(listener, receipt)));
    }

    private static void tell(WipeListener listener, WipeReceipt receipt) {
        try {
            listener.wiped(receipt);
        } catch (RuntimeException e) {
            log.error("a listener for wipes failed", e);
        }
    }

    /** Ends the repetition of an unfinished wipe; the next start continues it. */
    @Override
    public synchronized void close() {
        closed = true;
        if (retry != null) {
            retry.cancel();
        }
    }
}
