package org.adcache.store;

/** Counts of what a wipe deleted. */
public record WipeReport(int accounts, int files, long bytes) {
    static final WipeReport NOTHING = new WipeReport(0, 0, 0);

    WipeReport plus(WipeReport more) {
        return new WipeReport(accounts + more.accounts, files + more.files, bytes + more.bytes);
    }
}
