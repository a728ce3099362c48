package org.adcache.store.commit;

import java.nio.file.Path;
import java.util.List;
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
    private final CommitContext store;
    private final DataKey key;
    private final RecordCipher cipher;
    private final StoredDraft draft;
    private final LookedUpAccounts lookedUp;
    private @Nullable RecordLookup lookup;
    private boolean closed;

    /** @param lookedUp shared with the draft and its comparison */
    public StoredChangeDraft(CommitContext store, DataKey key, StoredDraft draft, LookedUpAccounts lookedUp)
            throws StoreException {
        this.store = store;
        this.key = key;
        this.cipher = new RecordCipher(key);
        this.draft = draft;
        this.lookedUp = lookedUp;
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
        return store.working(key.epoch(), () -> {
                    RecordLookup current = currentLookup();
                    return lookedUp.find(objectGuid, current.segments(), guid -> account(current.find(guid)));
                })
                .map(account -> AccountCodec.decode(key.connection(), account));
    }

    private Optional<byte[]> account(Optional<StoredRecord> record) throws StoreException {
        return record.isEmpty()
                ? Optional.empty()
                : Optional.of(cipher.open(record.get()).account());
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
        draft.forEachDiffering(visitor);
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
        lookedUp.clear();
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
