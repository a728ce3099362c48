package org.adcache.store;

/** What every comparison of a draft works with: the keys of its connection and epoch, folding, and whether it may go on. */
final class ComparisonContext {
    private static final int LOOK_EVERY = 1024;

    private final DataKey key;
    private final RecordCipher cipher;
    private final WordFolder words;
    private final EpochGate gate;

    ComparisonContext(DataKey key, WordFolder words, EpochGate gate) throws StoreException {
        this.key = key;
        this.cipher = new RecordCipher(key);
        this.words = words;
        this.gate = gate;
    }

    DataKey key() {
        return key;
    }

    RecordContent open(StoredRecord record) throws StoreException {
        return cipher.open(record);
    }

    DraftDelta delta(SegmentWriter writer) {
        return new DraftDelta(key, cipher, words, writer);
    }

    /**
     * Looks after every so many records whether the epoch has ended.
     *
     * @param seen how many records were compared before
     * @throws StoreException type {@code epoch-changed} if it has
     */
    void pass(long seen) throws StoreException {
        if (seen % LOOK_EVERY == 0) {
            gate.pass(key.epoch());
        }
    }
}
