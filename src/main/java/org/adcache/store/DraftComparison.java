package org.adcache.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adcache.account.Account;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a draft and the current records of its connection side by side, both in the order of objectGUID, writes
 * what differs to a delta and counts it. Accounts are compared, their words are not.
 */
final class DraftComparison {
    private static final int SAMPLE = 10;
    private static final int LOOK_EVERY = 1024;

    private final RecordCipher cipher;
    private final DataKey key;
    private final EpochGate gate;
    private final SegmentWriter delta;
    private final List<Account> removedSample = new ArrayList<>();
    private AccountCounts after = AccountCounts.NONE;
    private AccountCounts removed = AccountCounts.NONE;
    private int added;
    private int changed;
    private long seen;

    DraftComparison(DataKey key, EpochGate gate, SegmentWriter delta) throws StoreException {
        this.cipher = new RecordCipher(key);
        this.key = key;
        this.gate = gate;
        this.delta = delta;
    }

    DraftChanges run(RecordCursor draft, RecordCursor current, AccountCounts before) throws StoreException {
        StoredRecord theirs = draft.next();
        StoredRecord ours = current.next();
        while (theirs != null || ours != null) {
            if (seen++ % LOOK_EVERY == 0) {
                gate.pass(key.epoch());
            }
            int order = theirs == null ? 1 : ours == null ? -1 : theirs.guid().compareTo(ours.guid());
            if (order <= 0 && theirs != null) {
                keep(theirs, order == 0 ? ours : null);
                theirs = draft.next();
            } else if (ours != null) {
                remove(ours);
            }
            if (order >= 0) {
                ours = current.next();
            }
        }
        return new DraftChanges(
                before,
                after,
                added,
                changed,
                removed.total(),
                removed,
                AttributeCounts.NONE,
                AttributeCounts.NONE,
                List.copyOf(removedSample));
    }

    private void keep(StoredRecord theirs, @Nullable StoredRecord ours) throws StoreException {
        byte[] account = cipher.open(theirs).account();
        after = after.plus(AccountCodec.type(account), 1);
        if (ours == null) {
            added++;
            delta.put(theirs);
        } else if (!Arrays.equals(account, cipher.open(ours).account())) {
            changed++;
            delta.put(theirs);
        }
    }

    private void remove(StoredRecord ours) throws StoreException {
        byte[] account = cipher.open(ours).account();
        removed = removed.plus(AccountCodec.type(account), 1);
        if (removedSample.size() < SAMPLE) {
            removedSample.add(AccountCodec.decode(key.connection(), account));
        }
        delta.put(cipher.sealTombstone(ours.guid()));
    }
}
