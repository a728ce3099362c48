package org.adcache.directory;

import java.util.Optional;
import java.util.Set;
import org.adcache.account.ObjectGuid;

/** What a change feed reports after a cursor: only who changed, never how. */
public sealed interface ReportedChanges {
    /**
     * The feed went on from the cursor.
     *
     * @param changed objects of any kind that are to be read again; one that can't be read any more is gone
     * @param deleted objects seen as readable tombstones
     * @param containers those whose own name or place changed, and with it the names of all below
     * @param next where the feed goes on next time
     * @param doubt why everything should be reconciled at once; empty if there is no reason to
     */
    record Known(
            Set<ObjectGuid> changed,
            Set<ObjectGuid> deleted,
            Set<ObjectGuid> containers,
            ChangeCursor next,
            Optional<String> doubt)
            implements ReportedChanges {
        public Known {
            changed = Set.copyOf(changed);
            deleted = Set.copyOf(deleted);
            containers = Set.copyOf(containers);
        }
    }

    /**
     * The feed can't go on from the cursor; only a full read helps.
     *
     * @param reason as a sentence, for the log and the status
     */
    record Lost(String reason) implements ReportedChanges {}
}
