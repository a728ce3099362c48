package org.adcache.sync.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.adcache.account.ObjectGuid;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that were committed in the last hours, with the domain controller that showed them so, and the difference
 * to what they were before. Another may not know these changes yet: between sites AD replicates every 180 minutes by default. In memory,
 * and bounded: the oldest are forgotten first.
 */
public final class RecentChanges {
    public static final Duration KEPT = Duration.ofHours(4);
    private static final int MOST = 100_000;
    private static final int MOST_FACTS = 2_000_000;

    private final Map<ObjectGuid, Change> changes = new LinkedHashMap<>();
    private final Set<ObjectGuid> waiting = new HashSet<>();
    private @Nullable String lastServer;

    private record Change(String server, Instant at, RecentDifference difference) {}

    /** Notes a committed cycle: the server that it read, and the difference that it made to each altered account. */
    public synchronized void note(String server, Map<ObjectGuid, RecentDifference> altered, Instant at) {
        lastServer = server;
        changes.values().removeIf(change -> isOld(change, at));
        altered.forEach((account, difference) -> {
            Change last = changes.remove(account);
            RecentDifference both =
                    last == null ? difference : last.difference().and(difference);
            changes.put(account, new Change(server, at, both));
        });
        long facts = changes.values().stream()
                .mapToLong(change -> change.difference().size())
                .sum();
        Iterator<Change> oldest = changes.values().iterator();
        while (changes.size() > MOST || facts > MOST_FACTS) {
            facts -= oldest.next().difference().size();
            oldest.remove();
        }
    }

    /**
     * What this server may not know. Nothing if the last cycle read it too: what it reports from then on
     * is news.
     */
    public synchronized OvertakenStates overtakenOn(String server, Instant now) {
        Map<ObjectGuid, RecentDifference> overtaken = new HashMap<>();
        if (lastServer != null && !server.equals(lastServer)) {
            changes.forEach((account, change) -> {
                if (!change.server().equals(server) && !isOld(change, now)) {
                    overtaken.put(account, change.difference());
                }
            });
        }
        return new OvertakenStates(overtaken);
    }

    /** The accounts that a server did not know all about: a reconciliation reads them again. */
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
