package org.adcache.store.record;

import org.adcache.account.ObjectGuid;

/** Encrypted record of a segment: an account, or a tombstone of one that an older segment holds. */
public final class StoredRecord {
    private final ObjectGuid guid;
    private final boolean tombstone;
    private final byte[] sealed;

    /**
     * Wraps the bytes without copying them.
     *
     * @param sealed as encrypted by {@link RecordCipher}
     */
    public StoredRecord(ObjectGuid guid, boolean tombstone, byte[] sealed) {
        this.guid = guid;
        this.tombstone = tombstone;
        this.sealed = sealed;
    }

    public ObjectGuid guid() {
        return guid;
    }

    public boolean tombstone() {
        return tombstone;
    }

    public byte[] sealed() {
        return sealed;
    }
}
