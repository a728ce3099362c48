package org.adcache.integration;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.lookup.Lookup;
import org.adcache.store.Store;
import org.adcache.store.WipeReport;
import org.adcache.sync.SyncService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wipe in the order of what matters, from what can't fail to what may: the answers, the keys, the tickets, the files.
 * A step that fails is noted in the receipt and stops none of the others. Repeatable.
 *
 * <p>The state is saved twice: once the keys are overwritten, whose marker means off to the next start until then, and
 * at the end.
 */
final class Wipe {
    private static final Logger log = LoggerFactory.getLogger(Wipe.class);
    /** So that a stuck directory doesn't delay the receipt; what a cycle still does can't be committed any more. */
    private static final Duration FOR_CYCLES = Duration.ofMillis(100);

    private static final String UNEXPECTED = "The log has the details; please report them.";

    private final IntegrationFile file;
    private final Store store;
    private final Lookup lookup;
    private final SyncService sync;
    private final Tickets tickets;
    private final Clock clock;

    Wipe(IntegrationFile file, Store store, Lookup lookup, SyncService sync, Tickets tickets, Clock clock) {
        this.file = file;
        this.store = store;
        this.lookup = lookup;
        this.sync = sync;
        this.tickets = tickets;
        this.clock = clock;
    }

    /**
     * Takes all steps.
     *
     * @param off a state whose wipe was started
     * @return the state that is reached, which is off even if nothing could be destroyed
     */
    IntegrationState run(IntegrationState off) {
        lookup.off(off.epoch(), off.floor());
        Consumer<Duration> cycles = sync.cancel();
        WipeReceipt receipt = off.lastWipe()
                .orElseGet(() -> WipeReceipt.started(0, clock.instant()))
                .after(WipeStep.ANSWERS, List.of())
                .after(WipeStep.KEYS, attempt(WipeStep.KEYS, () -> store.destroyKeys(off.epoch())));
        List<WipeReceipt.Pending> unsaved = save(off.wiping(receipt));
        receipt = receipt.after(WipeStep.TICKETS, attempt(WipeStep.TICKETS, this::destroyTickets));
        cycles.accept(FOR_CYCLES);
        receipt = files(off, receipt, !unsaved.isEmpty());
        if (!unsaved.isEmpty()) {
            unsaved = save(off.wiping(receipt));
            receipt = unsaved.isEmpty() ? files(off, receipt, false) : receipt;
        }
        return saved(off, receipt);
    }

    /** Repeats the deletion of files, which may be all that is pending once the integration is on again. */
    IntegrationState deleteFiles(IntegrationState state) {
        WipeReceipt receipt = state.lastWipe().orElseGet(() -> WipeReceipt.started(0, clock.instant()));
        return saved(state, files(state, receipt, false));
    }

    private WipeReceipt files(IntegrationState state, WipeReceipt before, boolean keepsMarkers) {
        List<WipeReport> done = new ArrayList<>();
        List<WipeReceipt.Pending> left = attempt(WipeStep.FILES, () -> {
            WipeReport report = store.wipe(state.epoch(), keepsMarkers);
            done.add(report);
            return report.pending();
        });
        WipeReceipt receipt = before;
        for (WipeReport report : done) {
            receipt = receipt.plus(report);
        }
        return receipt.after(WipeStep.FILES, left);
    }

    private IntegrationState saved(IntegrationState before, WipeReceipt receipt) {
        Generation reached = store.current().generation();
        WipeReceipt complete = receipt.after(WipeStep.STATE, List.of()).ended(clock.instant());
        IntegrationState done = before.wiped(complete, reached);
        List<WipeReceipt.Pending> unsaved = save(done);
        return unsaved.isEmpty()
                ? done
                : before.wiped(receipt.after(WipeStep.STATE, unsaved).ended(clock.instant()), reached);
    }

    private List<WipeReceipt.Pending> save(IntegrationState state) {
        return attempt(WipeStep.STATE, () -> {
            file.save(state);
            return List.of();
        });
    }

    private List<WipeReport.Pending> destroyTickets() throws ProblemException {
        tickets.destroy();
        return List.of();
    }

    private static List<WipeReceipt.Pending> attempt(WipeStep step, Attempt attempt) {
        try {
            return attempt.run().stream()
                    .map(left -> new WipeReceipt.Pending(step.code(), left.what(), left.detail(), left.remedy()))
                    .toList();
        } catch (ProblemException e) {
            Problem problem = e.problem();
            return List.of(new WipeReceipt.Pending(step.code(), step.what(), problem.detail(), problem.remedy()));
        } catch (RuntimeException | OutOfMemoryError e) {
            log.error("step {} of the wipe failed unexpectedly", step.code(), e);
            String detail = "It failed unexpectedly (" + e.getClass().getSimpleName() + ").";
            return List.of(new WipeReceipt.Pending(step.code(), step.what(), detail, UNEXPECTED));
        }
    }

    private interface Attempt {
        List<WipeReport.Pending> run() throws ProblemException;
    }
}
