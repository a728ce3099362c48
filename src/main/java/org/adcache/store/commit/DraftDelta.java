package org.adcache.store.commit;

import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.DraftChanges;
import org.adcache.store.StoreException;
import org.adcache.store.WordFolder;
import org.adcache.store.key.DataKey;
import org.adcache.store.record.AccountCodec;
import org.adcache.store.record.RecordCipher;
import org.adcache.store.record.RecordContent;
import org.adcache.store.record.Refolder;
import org.adcache.store.record.StoredRecord;
import org.adcache.store.segment.SegmentWriter;

/** Delta of a draft: writes and counts the records that differ. */
final class DraftDelta {
    private static final int SAMPLE = 10;

    private final DataKey key;
    private final RecordCipher cipher;
    private final Refolder refolder;
    private final SegmentWriter writer;
    private final List<Account> removedSample = new ArrayList<>();
    private AccountCounts removed = AccountCounts.NONE;
    private int added;
    private int changed;

    public DraftDelta(DataKey key, RecordCipher cipher, WordFolder words, SegmentWriter writer) {
        this.key = key;
        this.cipher = cipher;
        this.refolder = new Refolder(key, cipher, words);
        this.writer = writer;
    }

    void add(StoredRecord record, RecordContent content) throws StoreException {
        added++;
        writer.put(refolder.refolded(record, content));
    }

    void change(StoredRecord record, RecordContent content) throws StoreException {
        changed++;
        writer.put(refolder.refolded(record, content));
    }

    /**
     * Records a removal.
     *
     * @param account the bytes of the removed account
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
            AttributeCounts attributesAfter,
            List<DraftChanges.AttributeLoss> losses) {
        return new DraftChanges(
                before,
                after,
                added,
                changed,
                removed.total(),
                removed,
                attributesBefore,
                attributesAfter,
                losses,
                List.copyOf(removedSample));
    }
}
