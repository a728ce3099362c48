package org.adcache.store.commit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.store.ChangeDraft;
import org.adcache.store.DraftChanges;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.store.SyncPoint;
import org.adcache.store.key.DataKey;
import org.adcache.store.record.AccountCodec;
import org.adcache.store.record.RecordCipher;
import org.adcache.store.record.StoredRecord;
import org.adcache.store.segment.RecordLookup;
import org.jspecify.annotations.Nullable;

/** Incremental draft; keeps the segments open that it looks cached accounts up in. */
public final class StoredChangeDraft implements ChangeDraft {
    private static final int MOST_LOOKED = 16 << 20;
    private static final int LOOKED_ENTRY = 100;

    private final CommitContext store;
    private final DataKey key;
    private final RecordCipher cipher;
    private final StoredDraft draft;
    /** Encoded accounts that were looked up, so that the comparison need not look them up again. */
    private final Map<ObjectGuid, Optional<byte[]>> looked = new HashMap<>();

    private long lookedBytes;

    private @Nullable RecordLookup lookup;
    private boolean closed;

    public StoredChangeDraft(CommitContext store, DataKey key, StoredDraft draft) throws StoreException {
        this.store = store;
        this.key = key;
        this.cipher = new RecordCipher(key);
        this.draft = draft;
    }

    @Override
    public void put(Account account) throws StoreException {
        draft.put(account);
    }

    @Override
    public void remove(ObjectGuid objectGuid) throws StoreException {
        draft.remove(objectGuid);
    }

    @Override
    public synchronized Optional<Account> cached(ObjectGuid objectGuid) throws StoreException {
        if (closed) {
            throw new IllegalStateException("the draft is closed");
        }
        Optional<StoredRecord> record =
                store.working(key.epoch(), () -> currentLookup().find(objectGuid));
        if (record.isEmpty()) {
            keep(objectGuid, Optional.empty());
            return Optional.empty();
        }
        byte[] account = cipher.open(record.get()).account();
        keep(objectGuid, Optional.of(account));
        return Optional.of(AccountCodec.decode(key.connection(), account));
    }

    private void keep(ObjectGuid objectGuid, Optional<byte[]> account) {
        lookedBytes += LOOKED_ENTRY + account.map(bytes -> bytes.length).orElse(0);
        if (lookedBytes <= MOST_LOOKED) {
            looked.put(objectGuid, account);
        }
    }

    private RecordLookup currentLookup() throws StoreException {
        List<Path> segments = store.manifests().segments(store.manifests().current(), key.connection());
        RecordLookup current = lookup;
        if (current == null || !current.segments().equals(segments)) {
            closeLookup();
            current = new RecordLookup(segments);
            lookup = current;
        }
        return current;
    }

    @Override
    public synchronized DraftChanges compare() throws StoreException {
        DraftChanges changes = draft.compare();
        // A held draft may wait for days, and a deleted file that is open stays on the disk.
        closeLookup();
        return changes;
    }

    @Override
    public void forEachRemoved(RemovedVisitor visitor) throws ProblemException {
        draft.forEachRemoved(visitor);
    }

    @Override
    public void forEachDiffering(DifferingVisitor visitor) throws StoreException {
        Map<ObjectGuid, Optional<byte[]>> known;
        synchronized (this) {
            known = Map.copyOf(looked);
        }
        draft.forEachDiffering(visitor, known);
    }

    @Override
    public StoreView commit(SyncPoint point) throws StoreException {
        StoreView view = draft.commit(point);
        close();
        return view;
    }

    @Override
    public synchronized void close() {
        closed = true;
        looked.clear();
        closeLookup();
        draft.close();
    }

    private void closeLookup() {
        if (lookup != null) {
            lookup.close();
            lookup = null;
        }
    }
}
