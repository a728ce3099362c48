package org.adcache.store.record;

import org.adcache.store.StoreException;
import org.adcache.store.WordFolder;
import org.adcache.store.key.DataKey;

/** Recomputation of words that are missing or of another version. Not thread-safe. */
public final class Refolder {
    private final DataKey key;
    private final RecordCipher cipher;
    private final WordFolder words;

    public Refolder(DataKey key, RecordCipher cipher, WordFolder words) {
        this.key = key;
        this.cipher = cipher;
        this.words = words;
    }

    /** The record with words of the current version. */
    public StoredRecord refolded(StoredRecord record) throws StoreException {
        return refolded(record, cipher.open(record));
    }

    /** The same for a record that is already decrypted. */
    public StoredRecord refolded(StoredRecord record, RecordContent content) {
        return content.folding() == words.version()
                ? record
                : cipher.seal(record.guid(), content.refolded(key.connection(), words));
    }
}
