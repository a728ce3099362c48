package org.adcache.store.record;

import org.adcache.store.StoreException;
import org.adcache.store.WordFolder;
import org.adcache.store.key.DataKey;

/** Gives records the words of the present version, if they have none or others. Not for use by several threads. */
public final class Refolder {
    private final DataKey key;
    private final RecordCipher cipher;
    private final WordFolder words;

    public Refolder(DataKey key, RecordCipher cipher, WordFolder words) {
        this.key = key;
        this.cipher = cipher;
        this.words = words;
    }

    /** The record of an account with the words of the present version. */
    public StoredRecord refolded(StoredRecord record) throws StoreException {
        return refolded(record, cipher.open(record));
    }

    /** The same, if what is in the record is known already. */
    public StoredRecord refolded(StoredRecord record, RecordContent content) {
        return content.folding() == words.version()
                ? record
                : cipher.seal(record.guid(), content.refolded(key.connection(), words));
    }
}
