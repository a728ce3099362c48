package org.adcache.store;

import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Account;
import org.adcache.account.AccountType;

/** Where a comparison puts what differs: it is counted, and written to the delta. */
final class DraftDelta {
    private static final int SAMPLE = 10;

    private final DataKey key;
    private final RecordCipher cipher;
    private final SegmentWriter writer;
    private final List<Account> removedSample = new ArrayList<>();
    private AccountCounts removed = AccountCounts.NONE;
    private int added;
    private int changed;

    DraftDelta(DataKey key, RecordCipher cipher, SegmentWriter writer) {
        this.key = key;
        this.cipher = cipher;
        this.writer = writer;
    }

    void add(StoredRecord record) throws StoreException {
        added++;
        writer.put(record);
    }

    void change(StoredRecord record) throws StoreException {
        changed++;
        writer.put(record);
    }

    /**
     * Takes out a record.
     *
     * @param account its bytes so far
     */
    void remove(StoredRecord record, byte[] account) throws StoreException {
        AccountType type = AccountCodec.type(account);
        removed = removed.plus(type, 1);
        if (removedSample.size() < SAMPLE) {
            removedSample.add(AccountCodec.decode(key.connection(), account));
        }
        writer.put(cipher.sealTombstone(record.guid(), type));
    }

    DraftChanges changes(
            AccountCounts before,
            AccountCounts after,
            AttributeCounts attributesBefore,
            AttributeCounts attributesAfter) {
        return new DraftChanges(
                before,
                after,
                added,
                changed,
                removed.total(),
                removed,
                attributesBefore,
                attributesAfter,
                List.copyOf(removedSample));
    }
}
