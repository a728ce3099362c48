package org.adcache.integration;

import java.time.Clock;
import java.time.Instant;
import org.adcache.account.Generation;
import org.adcache.account.ProblemException;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.ServingListener;
import org.adcache.store.Store;
import org.adcache.store.WipeReport;
import org.adcache.sync.SyncService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On/off switch of the integration. Thread-safe; changes are serialized. */
public final class Integration implements IntegrationSwitch {
    private static final Logger log = LoggerFactory.getLogger(Integration.class);

    private final IntegrationFile file;
    private final Store store;
    private final Lookup lookup;
    private final SyncService sync;
    private final Tickets tickets;
    private final Clock clock;
    private volatile IntegrationState state;
    private boolean syncing;

    /**
     * Creates the switch without changing anything.
     *
     * @param state the content of the file; the store was opened with its epoch
     */
    public Integration(
            IntegrationFile file,
            IntegrationState state,
            Store store,
            Lookup lookup,
            SyncService sync,
            Tickets tickets,
            Clock clock) {
        this.file = file;
        this.state = state;
        this.store = store;
        this.lookup = lookup;
        this.sync = sync;
        this.tickets = tickets;
        this.clock = clock;
    }

    /**
     * Restores the saved state: serves what is on disk, or stays off and finishes a wipe that a crash interrupted. No
     * directory is contacted before {@link #startSync()}.
     *
     * <p>A cache that can't be read isn't served, and a wipe that can't be finished stays pending; both are logged.
     */
    public synchronized void restore() {
        if (!state.enabled()) {
            lookup.off(state.epoch());
        }
        try {
            if (state.enabled()) {
                new ServingListener(store, lookup).restore();
            } else if (state.wiping()) {
                wipe();
            }
        } catch (ProblemException e) {
            log.error("{}", e.problem());
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

    private void startCycles() {
        sync.start(state.epoch());
        syncing = true;
    }

    @Override
    public IntegrationState state() {
        return state;
    }

    @Override
    public synchronized IntegrationState enable() throws ProblemException {
        if (state.enabled()) {
            return state;
        }
        if (state.wiping()) {
            wipe();
        }
        tickets.prepare();
        IntegrationState on = state.on(clock.instant());
        file.save(on);
        state = on;
        lookup.serve(store.current());
        startCycles();
        log.info("integration enabled");
        return on;
    }

    @Override
    public synchronized IntegrationState disable() throws ProblemException {
        if (state.enabled()) {
            IntegrationState off =
                    state.wipeStarted(clock.instant(), store.current().generation());
            file.save(off);
            state = off;
            lookup.off(off.epoch());
        }
        if (state.wiping()) {
            wipe();
        }
        return state;
    }

    private void wipe() throws ProblemException {
        Instant startedAt = clock.instant();
        sync.stop();
        syncing = false;
        Generation reached = store.current().generation();
        tickets.destroy();
        WipeReport wiped = store.wipe(state.epoch());
        WipeReceipt receipt =
                new WipeReceipt(wiped.accounts(), wiped.files(), wiped.bytes(), startedAt, clock.instant());
        IntegrationState done = state.wipeDone(receipt, reached);
        file.save(done);
        state = done;
        log.info("integration disabled, {} accounts and {} files wiped", receipt.accounts(), receipt.files());
    }
}
