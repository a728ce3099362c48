package org.adcache.store.commit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.DraftChanges;
import org.adcache.store.DraftChanges.AttributeLoss;
import org.adcache.store.StoreException;
import org.adcache.store.manifest.ConnectionData;
import org.adcache.store.record.RecordContent;
import org.adcache.store.record.RecordCursor;
import org.adcache.store.record.StoredRecord;
import org.adcache.store.segment.MergedRecords;
import org.adcache.store.segment.SegmentWriter;
import org.jspecify.annotations.Nullable;

/**
 * Comparison for full reads: a merge join of the draft and the connection's current records, both in the order of
 * objectGUID. Accounts are compared, their words are not.
 */
public final class DraftComparison implements Comparison {
    private final ComparisonContext context;

    public DraftComparison(ComparisonContext context) {
        this.context = context;
    }

    @Override
    public boolean complete() {
        return true;
    }

    @Override
    public DraftChanges run(RecordCursor draft, Optional<ConnectionData> now, List<Path> segments, SegmentWriter writer)
            throws StoreException {
        DraftDelta delta = context.delta(writer);
        AccountTally after = new AccountTally();
        AttributeLosses losses = new AttributeLosses(context.key().connection());
        try (RecordCursor current = MergedRecords.open(segments, false)) {
            walk(draft, current, delta, after, losses);
        }
        return delta.changes(
                now.map(data -> data.state().counts()).orElse(AccountCounts.NONE),
                after.accounts(),
                now.map(data -> data.state().attributes()).orElse(AttributeCounts.NONE),
                AttributeCounts.NONE.plus(after.attributes()),
                losses.isRemarkable() ? remarkable(losses, segments) : List.of());
    }

    private List<AttributeLoss> remarkable(AttributeLosses losses, List<Path> segments) throws StoreException {
        try (RecordCursor current = MergedRecords.open(segments, false)) {
            return losses.of(current, context);
        }
    }

    private void walk(
            RecordCursor draft, RecordCursor current, DraftDelta delta, AccountTally after, AttributeLosses losses)
            throws StoreException {
        StoredRecord theirs = draft.next();
        StoredRecord ours = current.next();
        for (long seen = 0; theirs != null || ours != null; seen++) {
            context.pass(seen);
            int order = theirs == null ? 1 : ours == null ? -1 : theirs.guid().compareTo(ours.guid());
            if (order <= 0 && theirs != null) {
                keep(theirs, order == 0 ? ours : null, delta, after, losses);
                theirs = draft.next();
            } else if (ours != null) {
                delta.remove(ours, context.open(ours).account());
            }
            if (order >= 0) {
                ours = current.next();
            }
        }
    }

    private void keep(
            StoredRecord theirs,
            @Nullable StoredRecord ours,
            DraftDelta delta,
            AccountTally after,
            AttributeLosses losses)
            throws StoreException {
        RecordContent content = context.open(theirs);
        after.add(content.account(), 1);
        if (ours == null) {
            delta.add(theirs, content);
            return;
        }
        byte[] before = context.open(ours).account();
        if (!Arrays.equals(content.account(), before)) {
            losses.compare(before, content.account());
            delta.change(theirs, content);
        }
    }
}
