package org.adcache.store.commit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.DraftChanges;
import org.adcache.store.StoreException;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.manifest.ConnectionData;
import org.adcache.store.record.RecordContent;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.record.StoredRecord;
import org.adcache.store.segment.RecordLookup;
import org.adcache.store.segment.SegmentWriter;

/**
 * Comparison for incremental drafts: looks up each record of the draft among the current ones. The new counts are
 * those in the manifest plus the difference; nothing else is read.
 */
public final class ChangeComparison implements Comparison {
    private final ComparisonContext context;
    private final LookedUpAccounts lookedUp;

    /** @param lookedUp accounts that the draft has read already */
    public ChangeComparison(ComparisonContext context, LookedUpAccounts lookedUp) {
        this.context = context;
        this.lookedUp = lookedUp;
    }

    @Override
    public boolean complete() {
        return false;
    }

    @Override
    public DraftChanges run(RecordCursor draft, Optional<ConnectionData> now, List<Path> segments, SegmentWriter writer)
            throws StoreException {
        ConnectionState before = now.orElseThrow(
                        () -> StoreProblems.neverRead(context.key().connection()))
                .state();
        DraftDelta delta = context.delta(writer);
        AccountTally difference = new AccountTally();
        try (RecordLookup current = new RecordLookup(segments)) {
            long seen = 0;
            for (StoredRecord record = draft.next(); record != null; record = draft.next()) {
                context.pass(seen++);
                compare(
                        record,
                        lookedUp.find(record.guid(), segments, guid -> account(current.find(guid))),
                        delta,
                        difference);
            }
        }
        return delta.changes(
                before.counts(),
                before.counts().plus(difference.accounts()),
                before.attributes(),
                before.attributesKnown() ? before.attributes().plus(difference.attributes()) : AttributeCounts.NONE,
                List.of());
    }

    private Optional<byte[]> account(Optional<StoredRecord> current) throws StoreException {
        return current.isEmpty()
                ? Optional.empty()
                : Optional.of(context.open(current.get()).account());
    }

    private void compare(StoredRecord record, Optional<byte[]> current, DraftDelta delta, AccountTally difference)
            throws StoreException {
        if (current.isPresent()) {
            compare(record, current.get(), delta, difference);
        } else if (!record.tombstone()) {
            RecordContent content = context.open(record);
            difference.add(content.account(), 1);
            delta.add(record, content);
        }
    }

    private void compare(StoredRecord record, byte[] before, DraftDelta delta, AccountTally difference)
            throws StoreException {
        if (record.tombstone()) {
            difference.add(before, -1);
            delta.remove(record, before);
            return;
        }
        RecordContent after = context.open(record);
        if (!Arrays.equals(before, after.account())) {
            difference.add(before, -1);
            difference.add(after.account(), 1);
            delta.change(record, after);
        }
    }
}
