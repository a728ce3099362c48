package org.adcache.sync.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.adcache.account.ObjectGuid;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that were committed in the last hours, with the domain controller that showed them so. Another may not know
 * these changes yet: between sites AD replicates every 180 minutes by default. In memory, and bounded: the oldest are
 * forgotten first.
 */
public final class RecentChanges {
    public static final Duration KEPT = Duration.ofHours(4);
    private static final int MOST = 100_000;

    private final Map<ObjectGuid, Change> changes = new LinkedHashMap<>();
    private final Set<ObjectGuid> waiting = new HashSet<>();
    private @Nullable String lastServer;

    private record Change(String server, Instant at) {}

    public synchronized void note(String server, Set<ObjectGuid> accounts, Instant at) {
        lastServer = server;
        for (ObjectGuid account : accounts) {
            changes.remove(account);
            changes.put(account, new Change(server, at));
        }
        changes.values().removeIf(change -> isOld(change, at));
        while (changes.size() > MOST) {
            changes.remove(changes.keySet().iterator().next());
        }
    }

    /**
     * The accounts that this server may show as they were before. None if the last cycle read it too: what it reports
     * from then on is news.
     */
    public synchronized Set<ObjectGuid> unknownTo(String server, Instant now) {
        Set<ObjectGuid> unknown = new HashSet<>();
        if (lastServer != null && !server.equals(lastServer)) {
            changes.forEach((account, change) -> {
                if (!change.server().equals(server) && !isOld(change, now)) {
                    unknown.add(account);
                }
            });
        }
        return unknown;
    }

    /** The accounts that were kept as cached, whatever a server showed: a reconciliation reads them again. */
    public synchronized Set<ObjectGuid> waiting() {
        return Set.copyOf(waiting);
    }

    /** Notes which waiting accounts a cycle read again, and which it kept. */
    public synchronized void waited(Set<ObjectGuid> read, Set<ObjectGuid> kept) {
        waiting.removeAll(read);
        waiting.addAll(kept);
    }

    private static boolean isOld(Change change, Instant now) {
        return change.at().plus(KEPT).isBefore(now);
    }

    public synchronized void clear() {
        changes.clear();
        waiting.clear();
        lastServer = null;
    }
}
