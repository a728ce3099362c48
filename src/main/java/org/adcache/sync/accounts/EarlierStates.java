package org.adcache.sync.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.adcache.account.Account;

/**
 * What an account was before its recent changes, as hashes, the latest last. Two states with one hash only delay a
 * change until the second reconciliation.
 *
 * @param absent whether it did not exist
 */
public record EarlierStates(boolean absent, List<Integer> hashes) {
    private static final int MOST = 16;

    public EarlierStates {
        hashes = List.copyOf(hashes.subList(Math.max(0, hashes.size() - MOST), hashes.size()));
    }

    /** The state of an account before a cycle, by its hash; empty if it did not exist. */
    public static EarlierStates of(OptionalInt before) {
        return before.isPresent()
                ? new EarlierStates(false, List.of(before.getAsInt()))
                : new EarlierStates(true, List.of());
    }

    EarlierStates and(EarlierStates later) {
        List<Integer> all = new ArrayList<>(hashes);
        all.addAll(later.hashes);
        return new EarlierStates(absent || later.absent, all);
    }

    boolean contains(Account shown) {
        return hashes.contains(shown.stateHash());
    }
}
