package org.adcache.store.commit;

import org.adcache.store.StoreException;
import org.adcache.store.WordFolder;
import org.adcache.store.key.DataKey;
import org.adcache.store.manifest.EpochFence;
import org.adcache.store.record.RecordCipher;
import org.adcache.store.record.RecordContent;
import org.adcache.store.record.StoredRecord;
import org.adcache.store.segment.SegmentWriter;

/**
 * Context of a draft comparison: the keys of its connection and epoch, the folding, and the check that the epoch is
 * still current.
 */
public final class ComparisonContext {
    private static final int LOOK_EVERY = 1024;

    private final DataKey key;
    private final RecordCipher cipher;
    private final WordFolder words;
    private final EpochFence fence;

    public ComparisonContext(DataKey key, WordFolder words, EpochFence fence) throws StoreException {
        this.key = key;
        this.cipher = new RecordCipher(key);
        this.words = words;
        this.fence = fence;
    }

    public DataKey key() {
        return key;
    }

    public RecordContent open(StoredRecord record) throws StoreException {
        return cipher.open(record);
    }

    public DraftDelta delta(SegmentWriter writer) {
        return new DraftDelta(key, cipher, words, writer);
    }

    /**
     * Checks at a fixed interval of records that the epoch is still current.
     *
     * @param seen how many records were compared before
     * @throws StoreException type {@code epoch-changed} if it has ended
     */
    public void pass(long seen) throws StoreException {
        if (seen % LOOK_EVERY == 0) {
            fence.pass(key.epoch());
        }
    }
}
