package org.adcache.store.record;

import org.adcache.account.ObjectGuid;

/** A record as it lies in a segment: an account to be there, or a tombstone of one that an older segment holds. */
public final class StoredRecord {
    private final ObjectGuid guid;
    private final boolean tombstone;
    private final byte[] sealed;

    /**
     * Takes over the bytes.
     *
     * @param sealed what {@link RecordCipher} made of it
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
