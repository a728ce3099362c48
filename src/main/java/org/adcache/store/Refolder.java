package org.adcache.store;

/** Gives records the words of the present version, if they have none or others. Not for use by several threads. */
final class Refolder {
    private final DataKey key;
    private final RecordCipher cipher;
    private final WordFolder words;

    Refolder(DataKey key, RecordCipher cipher, WordFolder words) {
        this.key = key;
        this.cipher = cipher;
        this.words = words;
    }

    /** The record of an account with the words of the present version. */
    StoredRecord refolded(StoredRecord record) throws StoreException {
        return refolded(record, cipher.open(record));
    }

    /** The same, if what is in the record is known already. */
    StoredRecord refolded(StoredRecord record, RecordContent content) {
        return content.folding() == words.version()
                ? record
                : cipher.seal(record.guid(), content.refolded(key.connection(), words));
    }
}
