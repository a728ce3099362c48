package org.adcache.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts of what a wipe deleted, and what it could not delete or overwrite.
 *
 * @param bytes of file content deleted
 */
public record WipeReport(int accounts, int files, long bytes, List<Pending> pending) {
    static final WipeReport NOTHING = new WipeReport(0, 0, 0, List.of());

    public WipeReport {
        pending = List.copyOf(pending);
    }

    /**
     * Something that is still to be destroyed.
     *
     * @param what the name of a file in the data folder
     */
    public record Pending(String what, String detail, String remedy) {}

    /** Sums the counts; what is pending after the later report is all that is pending. */
    WipeReport then(WipeReport later) {
        return new WipeReport(accounts + later.accounts, files + later.files, bytes + later.bytes, later.pending);
    }

    WipeReport withPending(List<Pending> more) {
        List<Pending> all = new ArrayList<>(pending);
        all.addAll(more);
        return new WipeReport(accounts, files, bytes, all);
    }
}
