package org.adcache.integration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.store.WipeReport;

/**
 * Receipt of a wipe, without personal data.
 *
 * @param bytes of file content deleted
 * @param finishedAt empty while something is pending
 * @param destroyed the kinds of data that are destroyed completely, in the order in which they were
 */
public record WipeReceipt(
        int accounts,
        int files,
        long bytes,
        Instant startedAt,
        Optional<Instant> finishedAt,
        List<String> destroyed,
        List<Pending> pending) {
    public WipeReceipt {
        destroyed = List.copyOf(destroyed);
        pending = List.copyOf(pending);
    }

    /**
     * Something that is still to be done.
     *
     * @param step the kind of data
     * @param what the file, or what else it is
     */
    public record Pending(String step, String what, String detail, String remedy) {}

    static WipeReceipt started(int accounts, Instant at) {
        return new WipeReceipt(accounts, 0, 0, at, Optional.empty(), List.of(), List.of());
    }

    /** Whether the saved state says that the integration is off, so that it stays off in another process. */
    public boolean outlivesProcess() {
        return pending.stream().noneMatch(one -> one.step().equals(WipeStep.STATE.code()));
    }

    /** Whether nothing of this kind is left. */
    boolean destroyed(WipeStep step) {
        return destroyed.contains(step.code());
    }

    /** Adds what a report counts; the accounts are those of the whole wipe. */
    WipeReceipt plus(WipeReport report) {
        return new WipeReceipt(
                Math.max(accounts, report.accounts()),
                files + report.files(),
                bytes + report.bytes(),
                startedAt,
                finishedAt,
                destroyed,
                pending);
    }

    /** The receipt after a step: what was pending of it is replaced. A file that is pending already is named once. */
    WipeReceipt after(WipeStep step, List<Pending> left) {
        List<String> done = new ArrayList<>(destroyed);
        done.remove(step.code());
        if (left.isEmpty() && step != WipeStep.STATE) {
            done.add(step.code());
        }
        List<Pending> all = new ArrayList<>(pending);
        all.removeIf(other -> other.step().equals(step.code()));
        left.stream()
                .filter(one -> all.stream().noneMatch(other -> other.what().equals(one.what())))
                .forEach(all::add);
        return new WipeReceipt(accounts, files, bytes, startedAt, finishedAt, done, all);
    }

    /** The receipt at the end of an attempt: finished, unless something is pending. */
    WipeReceipt ended(Instant at) {
        Optional<Instant> end = pending.isEmpty() ? Optional.of(finishedAt.orElse(at)) : Optional.empty();
        return new WipeReceipt(accounts, files, bytes, startedAt, end, destroyed, pending);
    }
}
