package org.adcache.directory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.ObjectGuid;

/** Changes reported by a feed after a cursor: which objects changed, never how. */
public sealed interface ReportedChanges {
    /**
     * The feed continued from the cursor.
     *
     * @param changed objects of any kind to read again; one that can no longer be read is gone
     * @param deleted objects seen as readable tombstones
     * @param containers renamed or moved containers; the distinguished names of everything below changed too
     * @param next cursor for the next call
     * @param ignored entries of the feed that don't say which object they are of
     * @param foreignPrincipalDeleted whether an object was deleted that stands in groups for an account of another domain;
     *     they list it no more, and none of them changed
     * @param doubt why a complete reconciliation is due now; empty if it is not
     */
    record Known(
            Set<ObjectGuid> changed,
            Set<ObjectGuid> deleted,
            Set<ObjectGuid> containers,
            ChangeCursor next,
            List<IgnoredEntry> ignored,
            boolean foreignPrincipalDeleted,
            Optional<String> doubt)
            implements ReportedChanges {
        public Known {
            changed = Set.copyOf(changed);
            deleted = Set.copyOf(deleted);
            containers = Set.copyOf(containers);
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * The feed can't continue from the cursor; only a full read helps.
     *
     * @param reason as a sentence, for the log and the status
     */
    record Lost(String reason) implements ReportedChanges {}
}
